namespace Portal.Data.Platforms;

/// <summary>How a condition narrows a permission.</summary>
public enum ConditionKind
{
    /// <summary>All of its terms must hold.</summary>
    When,
    /// <summary>Its terms must not all hold: then a statement denies.</summary>
    Unless,
    /// <summary>The resource must match a further pattern, which cannot be put into one with the others.</summary>
    ResourceAlso,
    /// <summary>A policy whose content is not known must allow it, or must not deny it.</summary>
    Unknown,
}
