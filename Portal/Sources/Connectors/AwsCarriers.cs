using System.Collections.Concurrent;
using System.Text.Json;
using Portal.Data.Platforms;
using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>Carries revokes out in AWS accounts, for sources whose settings turn that on.</summary>
/// <param name="platforms">Know the calls.</param>
/// <param name="account">Who signs.</param>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
internal sealed class AwsCarriers(IEnumerable<IPlatform> platforms, AwsAccount account, OutboundGuard guard) : IRevocationCarriers, IDisposable
{
    private readonly HttpClient _client = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<AwsCarrySettings, IRevocationCarrier?> _carriers = new();
    private readonly IPlatform? _aws = platforms.FirstOrDefault(p => p.Platform == Platform.Aws);

    /// <inheritdoc/>
    public bool AreOn(Platform platform, IReadOnlyDictionary<string, string> settings) => platform == Platform.Aws && AwsCarrySettings.AreOn(settings);

    /// <inheritdoc/>
    public IRevocationCarrier? Find(Platform platform, IReadOnlyDictionary<string, string> settings)
    {
        if (!AreOn(platform, settings))
        {
            return null;
        }
        var read = AwsCarrySettings.Read(settings, guard, out var errors)
            ?? throw new PlatformCallException(PlatformCallFailure.Refused, JsonSerializer.Serialize(errors));
        return _carriers.GetOrAdd(read, s => _aws?.CarryOver(new SignedAwsQuery(s, account, _client)));
    }

    /// <inheritdoc/>
    public string? PolicyFor(Platform platform, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> containers) =>
        platform == Platform.Aws && containers.Count > 0 && AwsCarrySettings.Read(settings, guard, out _) is { } read
            ? _aws?.PolicyToCarry(containers, read.Role)
            : null;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
