using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Sources;

namespace Portal.Data.Changes.Rates;

/// <summary>Counts changes by hour and kind as they are written; one at a time does so, holding <see cref="ChangeWriter.LockName"/>.</summary>
internal sealed class CountByHour : IChangeFollower
{
    /// <inheritdoc/>
    public async Task OnWrittenAsync(CommandScope scope, Source source, IReadOnlyCollection<WrittenChange> written, CancellationToken cancellationToken)
    {
        var added = written
            .GroupBy(w => (Hour: HourOf(w.Change.At), w.Change.Kind))
            .Select(g => (g.Key.Hour, g.Key.Kind, Done: g.Count(w => w.Change.Error is null), Failed: g.Count(w => w.Change.Error is not null)))
            .ToList();
        var hours = added.Select(a => a.Hour).Distinct().ToArray();
        var known = await scope.Db.ChangeHours.AsNoTracking()
            .Where(h => EF.Parameter(hours).Contains(h.Hour))
            .ToDictionaryAsync(h => (h.Hour, h.Kind), cancellationToken);
        var counted = new List<ChangeHour>();
        var begun = new List<ChangeHour>();
        foreach (var (hour, kind, done, failed) in added)
        {
            if (known.TryGetValue((hour, kind), out var row))
            {
                row.Done += done;
                row.Failed += failed;
                counted.Add(row);
            }
            else
            {
                begun.Add(new() { Hour = hour, Kind = kind, Done = done, Failed = failed });
            }
        }
        await scope.Db.BulkUpdateAsync(counted, [nameof(ChangeHour.Done), nameof(ChangeHour.Failed)], cancellationToken);
        await scope.Db.BulkInsertAsync(begun, skipExisting: false, cancellationToken);
    }

    /// <summary>The beginning of the hour that a moment is in.</summary>
    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
