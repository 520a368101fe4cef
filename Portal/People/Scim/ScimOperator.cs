namespace Portal.People.Scim;

/// <summary>How a filter compares (RFC 7644, section 3.4.2.2).</summary>
internal enum ScimOperator
{
    /// <summary>Equal.</summary>
    Eq,
    /// <summary>Not equal.</summary>
    Ne,
    /// <summary>Contains.</summary>
    Co,
    /// <summary>Starts with.</summary>
    Sw,
    /// <summary>Ends with.</summary>
    Ew,
    /// <summary>Greater than.</summary>
    Gt,
    /// <summary>Greater than or equal.</summary>
    Ge,
    /// <summary>Less than.</summary>
    Lt,
    /// <summary>Less than or equal.</summary>
    Le,
}
