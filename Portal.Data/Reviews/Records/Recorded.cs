using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record says of rows of one kind, to hold the rows against.</summary>
/// <typeparam name="T">What it keeps of them.</typeparam>
internal sealed class Recorded<T>
    where T : class
{
    private const int MostAtOnce = 500;
    private readonly Dictionary<Guid, (long Sequence, T State)> _states = [];

    /// <summary>The last state of each, from entries that hold one; such as were written by earlier versions of the portal hold less.</summary>
    /// <param name="states">What entries say.</param>
    /// <param name="member">A member that only a whole state has.</param>
    public static IEnumerable<(long Sequence, Guid Id, T State)> Read(IEnumerable<RecordedState> states, string member)
    {
        foreach (var state in states)
        {
            using var document = JsonDocument.Parse(state.After);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out _))
            {
                yield return (state.Sequence, Guid.Parse(state.SubjectId), document.RootElement.Deserialize<T>(StoredJson.Options)!);
            }
        }
    }

    /// <summary>Sets what the record says of a row, in place of what it said earlier.</summary>
    public void Set(Guid id, long sequence, T state) => _states[id] = (sequence, state);

    /// <summary>Takes out what the record says of a row; null when it says nothing.</summary>
    public (long Sequence, T State)? Take(Guid id) => _states.Remove(id, out var state) ? state : null;

    /// <summary>The rows to compare: all of them, or those alone that the record tells of.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <typeparam name="TId">Its id.</typeparam>
    /// <param name="all">All rows.</param>
    /// <param name="isWhole">Whether all are compared.</param>
    /// <param name="some">The rows with these ids.</param>
    /// <param name="idOf">An id as the row has it.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public async IAsyncEnumerable<TRow> RowsAsync<TRow, TId>(
        IQueryable<TRow> all,
        bool isWhole,
        Func<IReadOnlyCollection<TId>, IQueryable<TRow>> some,
        Func<Guid, TId> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is compared is taken out meanwhile.
        Guid[][] parts = isWhole ? [[]] : [.. _states.Keys.Chunk(MostAtOnce)];
        foreach (var ids in parts)
        {
            var rows = isWhole ? all : some([.. ids.Select(idOf)]);
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                yield return row;
            }
        }
    }

    /// <summary>Tells of each that the record knows and no row was found for.</summary>
    public void FindMissing(string what, Action<Finding> found)
    {
        foreach (var (id, (sequence, _)) in _states)
        {
            found(new(sequence, $"the {what} that it tells of, {id}, is not there any more"));
        }
    }
}
