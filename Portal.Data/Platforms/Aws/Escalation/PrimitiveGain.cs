namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>What a primitive gives to who uses it.</summary>
internal enum PrimitiveGain
{
    /// <summary>Any right that its boundary and the organization leave it.</summary>
    AnyRight,
    /// <summary>It acts as the target.</summary>
    Target,
    /// <summary>It acts as the target, to which it gave any right before.</summary>
    TargetAnyRight,
    /// <summary>What the group holds, besides its own.</summary>
    GroupRights,
    /// <summary>What it holds already, without its boundary.</summary>
    NoBoundary,
    /// <summary>Everything.</summary>
    Administrator,
    /// <summary>Content that it could not reach before, but no other identity.</summary>
    Data,
}
