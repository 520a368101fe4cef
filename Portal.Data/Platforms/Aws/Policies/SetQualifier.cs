namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>How a condition treats a key with several values.</summary>
internal enum SetQualifier
{
    /// <summary>The key must have a single value.</summary>
    None,
    /// <summary>Every value of the request must pass.</summary>
    ForAllValues,
    /// <summary>At least one value of the request must pass.</summary>
    ForAnyValue,
}
