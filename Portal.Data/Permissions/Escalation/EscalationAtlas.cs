using System.Collections.Concurrent;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions.Escalation;

/// <summary>Keeps the escalation graph of the newest version of each organization; a new version is searched when somebody first asks.</summary>
/// <param name="organizations">The organizations.</param>
/// <param name="platforms">Whose finders search.</param>
internal sealed class EscalationAtlas(OrganizationCache organizations, IEnumerable<IPlatform> platforms) : IDisposable
{
    private readonly Dictionary<Platform, IEscalationFinder> _finders = platforms
        .Where(platform => platform.Escalations is not null).ToDictionary(platform => platform.Platform, platform => platform.Escalations!);

    private readonly ConcurrentDictionary<Platform, EscalationView> _views = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The platforms whose escalations are known.</summary>
    public IEnumerable<Platform> Platforms => _finders.Keys;

    /// <summary>The graph of the newest version; null on platforms for which escalations are not known.</summary>
    public async Task<EscalationView?> GetAsync(Platform platform, CancellationToken cancellationToken)
    {
        if (!_finders.TryGetValue(platform, out var finder))
        {
            return null;
        }
        var organization = await organizations.GetAsync(platform, cancellationToken);
        if (_views.TryGetValue(platform, out var view) && view.Organization.Version == organization.Version)
        {
            return view;
        }
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_views.TryGetValue(platform, out view) && view.Organization.Version == organization.Version)
            {
                return view;
            }
            var subjects = organization.Holders.Select(holder => new EscalationSubject(organization.HoldingOf(holder), holder.Trust)).ToList();
            return _views[platform] = new EscalationView(organization, new EscalationGraph(finder.Find(subjects, cancellationToken)));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
