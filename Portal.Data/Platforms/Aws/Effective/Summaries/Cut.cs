namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>What of the limits has to be taken off one statement by itself.</summary>
/// <param name="Key">Equal for the same layers and denies.</param>
/// <param name="IsMasked">True when the mask of the limits is laid over what is left; false when nothing more has to be taken off.</param>
/// <param name="Layers">Layers that may take something away.</param>
/// <param name="Denies">Denies that may take something away.</param>
internal sealed record Cut(string Key, bool IsMasked, IReadOnlyList<LimitLayer> Layers, IReadOnlyList<DenyRule> Denies)
{
    /// <summary>True when nothing has to be taken off.</summary>
    public bool IsEmpty => Layers.Count == 0 && Denies.Count == 0;
}
