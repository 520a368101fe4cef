namespace Portal.Data.Platforms;

/// <summary>The answer to "may it?".</summary>
public enum AccessDecision
{
    /// <summary>Yes.</summary>
    Allowed,
    /// <summary>No: a statement says so.</summary>
    ExplicitlyDenied,
    /// <summary>No: nothing allows it, or a limit does not.</summary>
    ImplicitlyDenied,
    /// <summary>It depends on facts that were not given; they are named.</summary>
    Conditional,
}
