using System.Collections.Concurrent;
using Portal.Data.Sources;

namespace Portal.Sources.Connectors;

/// <summary>How the connectors of this portal fare. Other portals on the same database have their own.</summary>
public sealed class ConnectorStates
{
    private readonly ConcurrentDictionary<SourceId, ConnectorState> _states = new();

    /// <summary>The state of a source's connector; null when it has none here.</summary>
    public ConnectorState? Of(SourceId source) => _states.GetValueOrDefault(source);

    /// <summary>Says how one fares.</summary>
    internal void Set(SourceId source, ConnectorState state) => _states[source] = state;

    /// <summary>Forgets one that is no more.</summary>
    internal void Remove(SourceId source) => _states.TryRemove(source, out _);
}
