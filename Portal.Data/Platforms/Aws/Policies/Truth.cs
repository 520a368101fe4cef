namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Yes, no, or not to be said because a fact is unknown. The order makes AND the minimum and OR the maximum.</summary>
internal enum Truth
{
    /// <summary>It does not hold.</summary>
    No,
    /// <summary>It depends on a fact that was not given.</summary>
    Unknown,
    /// <summary>It holds.</summary>
    Yes,
}
