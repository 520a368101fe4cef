using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Says which files of events were read.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class ReadFileQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>The names of those of a source that are not forgotten, in the order of their code points.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(SourceId source, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadSources);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var names = await db.ReadFiles.Where(f => f.SourceId == source).Select(f => f.Name).ToListAsync(cancellationToken);
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
