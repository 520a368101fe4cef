namespace Portal.Data.Platforms;

/// <summary>What a step of an explanation is.</summary>
public enum PathStepKind
{
    /// <summary>A group that the identity is a member of.</summary>
    Group,
    /// <summary>A policy that is attached or written in.</summary>
    Policy,
    /// <summary>The statement that allows.</summary>
    Statement,
    /// <summary>A limit that trims.</summary>
    Limit,
    /// <summary>A statement that denies.</summary>
    Deny,
    /// <summary>A policy on the resource.</summary>
    ResourcePolicy,
}
