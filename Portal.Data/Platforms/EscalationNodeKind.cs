namespace Portal.Data.Platforms;

/// <summary>What a node of the map of escalations is.</summary>
public enum EscalationNodeKind
{
    /// <summary>Everything that the limits of an account leave to anyone.</summary>
    Administrator,
    /// <summary>An identity as it is.</summary>
    Identity,
    /// <summary>An identity after it changed its own rights: within its boundary, or without it.</summary>
    Changed,
    /// <summary>A set of identities that several callers reach in the same way; it stands for nothing by itself.</summary>
    Set,
}
