using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Absences;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>One's own absences: from when, until when, and who stands in.</summary>
/// <param name="queries">Reads them.</param>
/// <param name="plan">Enters one.</param>
/// <param name="end">Ends one.</param>
/// <param name="feed">Says that some changed.</param>
public sealed partial class AwayPage(AbsenceQueries queries, PlanAbsence plan, EndAbsence end, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private IReadOnlyList<AbsenceRow>? _absences;
    private IReadOnlyList<string> _problems = [];
    private DateOnly? _from;
    private DateOnly? _to;
    private PersonRow? _standIn;
    private bool _isBusy;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _absences = await queries.MineAsync(By, cancellationToken);

    private async Task PlanAsync()
    {
        if (_from is not { } from || _to is not { } to)
        {
            _problems = ["Say from when until when."];
            return;
        }
        _isBusy = true;
        try
        {
            var planned = await plan.RunAsync(new(StartOf(from), StartOf(to.AddDays(1)), _standIn?.Id), By, CancellationToken.None);
            _problems = [.. planned.Problems.SelectMany(p => p.Value)];
            if (planned.Id is not null)
            {
                (_from, _to, _standIn) = (null, null, null);
            }
        }
        finally
        {
            _isBusy = false;
        }
        await ReloadAsync();
    }

    private async Task EndAsync(AbsenceRow absence)
    {
        await end.RunAsync(absence.Id, By, CancellationToken.None);
        await ReloadAsync();
    }

    private DateTimeOffset StartOf(DateOnly day) => Zone.Read(day.ToDateTime(TimeOnly.MinValue));
}
