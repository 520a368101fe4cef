using Portal.Data.Commands;
using Portal.Data.Sources;

namespace Portal.Data.Changes;

/// <summary>
/// A feature that acts on changes inside the transaction that stores them. Features above changes register theirs. Every event of a source
/// waits for it: whoever follows decides in memory, over the batch.
/// </summary>
public interface IChangeFollower
{
    /// <summary>Called for each batch that is written, before the commit. The caller records that changes were stored; what else is done must be recorded.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="source">The source that told of them.</param>
    /// <param name="written">The changes, none twice; never empty.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    Task OnWrittenAsync(CommandScope scope, Source source, IReadOnlyCollection<WrittenChange> written, CancellationToken cancellationToken);
}
