namespace Portal.Data.Permissions.WhatIf;

/// <summary>What is changed in thought.</summary>
public enum WhatIfKind
{
    /// <summary>A policy is attached to, or written into, the identity.</summary>
    AttachPolicy,
    /// <summary>An entitlement is taken away.</summary>
    DetachPolicy,
    /// <summary>A policy that is held gets another document.</summary>
    EditPolicy,
    /// <summary>A permission boundary is put on in place of the one that is there.</summary>
    SetBoundary,
    /// <summary>The permission boundary is taken off.</summary>
    RemoveBoundary,
    /// <summary>An organization policy is put on a place, or one of the same name there gets another document.</summary>
    SetLimit,
    /// <summary>An organization policy is taken off a place.</summary>
    RemoveLimit,
}
