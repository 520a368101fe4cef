using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// In which sources the principals are that a source's events name. An organization's trail tells of all its accounts, which may be read as
/// sources of their own; where native ids hold their account they mean the same in each, elsewhere only within their own source.
/// </summary>
/// <param name="platforms">Know whether their ids are global.</param>
internal sealed class RelatedSources(IEnumerable<IPlatform> platforms)
{
    /// <summary>The sources, the one that is asked about included.</summary>
    public async Task<SourceId[]> OfAsync(GovernanceDb db, Source source, CancellationToken cancellationToken) =>
        platforms.FirstOrDefault(p => p.Platform == source.Platform) is { HasGlobalIds: true }
            ? await db.Sources.Where(s => s.Platform == source.Platform).Select(s => s.Id).ToArrayAsync(cancellationToken)
            : [source.Id];
}
