using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Where nothing can reach a platform: revokes are carried out by people alone.</summary>
internal sealed class NoCarriers : IRevocationCarriers
{
    /// <inheritdoc/>
    public bool AreOn(Platform platform, IReadOnlyDictionary<string, string> settings) => false;

    /// <inheritdoc/>
    public IRevocationCarrier? Find(Platform platform, IReadOnlyDictionary<string, string> settings) => null;

    /// <inheritdoc/>
    public string? PolicyFor(Platform platform, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> containers) => null;
}
