namespace Portal.Data.Reviews.Advice;

/// <summary>What the facts speak for.</summary>
public enum RecommendationKind
{
    /// <summary>To keep it.</summary>
    Keep,
    /// <summary>To revoke it.</summary>
    Revoke,
    /// <summary>Neither: something about it wants a closer look.</summary>
    LookCloser,
}
