namespace Portal.Data.Reviews.Scopes;

/// <summary>Something that a campaign leaves out although its scope covers it. It stays visible wherever the campaign's population is.</summary>
/// <param name="Kind">What is left out.</param>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why, in the words of whoever prepared the campaign.</param>
public sealed record ScopeExclusion(ExcludedKind Kind, Guid Id, string Reason)
{
    /// <summary>The longest reason.</summary>
    public const int ReasonLength = 500;

    /// <summary>The most exclusions of one campaign: more is another scope.</summary>
    public const int Most = 100;
}
