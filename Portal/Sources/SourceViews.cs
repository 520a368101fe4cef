using Portal.Data.Access;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Sources;
using Portal.Sources.Connectors;

namespace Portal.Sources;

/// <summary>Puts together what the API shows of a source.</summary>
/// <param name="sources">Reads it.</param>
/// <param name="unreadable">Counts its events that could not be read.</param>
/// <param name="states">Say how its connector fares.</param>
internal sealed class SourceViews(SourceQueries sources, UnreadableEventQueries unreadable, ConnectorStates states)
{
    /// <summary>The view, or null when there is no such source.</summary>
    public async Task<SourceView?> FindAsync(SourceId id, Caller by, CancellationToken cancellationToken) =>
        await sources.FindAsync(id, by, cancellationToken) is { } source
            ? SourceView.Of(source, await unreadable.CountAsync(id, by, cancellationToken), states.Of(id))
            : null;
}
