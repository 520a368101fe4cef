using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;

namespace Portal.Demo;

/// <summary>Holds the demo organization's review, step by step and at the time of each step, as the people of the organization would.</summary>
/// <param name="directory">Knows people.</param>
/// <param name="create">Prepares the campaign.</param>
/// <param name="launch">Asks the reviewers.</param>
/// <param name="sign">Signs for a source that may not be complete.</param>
/// <param name="decide">Takes their answers.</param>
/// <param name="close">Ends decisions.</param>
/// <param name="apply">Says that a revoke was carried out.</param>
/// <param name="campaigns">Finds items.</param>
/// <param name="remediations">Finds remediations.</param>
internal sealed class DemoReview(
    CallerDirectory directory,
    CreateCampaign create,
    LaunchCampaign launch,
    SignScopeException sign,
    DecideReviewItems decide,
    CloseCampaign close,
    MarkRemediationApplied apply,
    CampaignQueries campaigns,
    RemediationQueries remediations)
{
    private CampaignId _campaign;

    /// <summary>Its steps.</summary>
    public IEnumerable<(DateTimeOffset At, Func<Task> Work)> History(DemoFiles files, CancellationToken cancellationToken)
    {
        var review = files.Read<DemoManifest.ReviewEntry>(files.Manifest.Review);
        yield return (review.Opened, () => OpenAsync(review, cancellationToken));
        // Who sits down to a review answers all of it: one sitting a reviewer and day.
        foreach (var sitting in review.Decisions.GroupBy(d => (d.Reviewer, d.At.UtcDateTime.Date)))
        {
            yield return (sitting.Max(d => d.At), () => AnswerAsync(review, sitting.Key.Reviewer, [.. sitting], cancellationToken));
        }
        yield return (review.Closed, async () => Check(
            await close.RunAsync(_campaign, await PersonAsync(review.By, cancellationToken), cancellationToken), "could not be ended"));
        foreach (var applied in review.Decisions.Where(d => d.AppliedAt is not null).GroupBy(d => d.AppliedAt!.Value))
        {
            yield return (applied.Key, () => ApplyAsync(review, [.. applied], cancellationToken));
        }
    }

    private async Task OpenAsync(DemoManifest.ReviewEntry review, CancellationToken cancellationToken)
    {
        var by = await PersonAsync(review.By, cancellationToken);
        var created = await create.RunAsync(new CampaignDraft(review.Name, review.Filter, review.Due) { OwnersDecideAlone = true }, by, cancellationToken);
        _campaign = created.Id
            ?? throw new InvalidOperationException($"The demo organization's review was refused: {string.Join(' ', created.Problems.SelectMany(p => p.Value))}");
        var moved = await launch.RunAsync(_campaign, by, cancellationToken);
        if (moved == CampaignMoved.Incomplete)
        {
            var collected = (await campaigns.FindAsync(_campaign, by, cancellationToken))!;
            foreach (var source in collected.Manifest!.Blocking([]))
            {
                await sign.RunAsync(_campaign, source.Id, review.Exception, by, cancellationToken);
            }
            moved = await launch.RunAsync(_campaign, by, cancellationToken);
        }
        Check(moved, "could not be launched");
    }

    private async Task AnswerAsync(
        DemoManifest.ReviewEntry review, string reviewer, IReadOnlyList<DemoManifest.DecisionEntry> decisions, CancellationToken cancellationToken)
    {
        var items = (await campaigns.ItemsAsync(
            _campaign,
            new ReviewItemFilter { Reviewer = reviewer },
            new PageRequest(Limit: PageRequest.MostItems),
            await PersonAsync(review.By, cancellationToken),
            cancellationToken))!.Items.ToDictionary(i => (i.Shown.NativeId, i.Shown.Entitlement.Kind, i.Shown.Entitlement.Key), i => i.Id);
        var answers = decisions.Select(d => items.TryGetValue((d.Identity, d.Kind, d.Key), out var item)
            ? new Answer(item, d.Decision, d.Justification)
            : throw new InvalidOperationException($"The demo organization's review asks {reviewer} nothing about {d.Key} of {d.Identity}."));
        var decided = await decide.RunAsync(
            _campaign, [.. answers], DecisionChannel.Page, await PersonAsync(reviewer, cancellationToken), cancellationToken);
        if (decided.FirstOrDefault(d => d.Outcome != Decided.Recorded) is { } refused)
        {
            throw new InvalidOperationException($"An answer of {reviewer} in the demo organization's review was refused: {refused.Outcome}.");
        }
    }

    private async Task ApplyAsync(DemoManifest.ReviewEntry review, IReadOnlyList<DemoManifest.DecisionEntry> revokes, CancellationToken cancellationToken)
    {
        var by = await PersonAsync(review.AppliedBy, cancellationToken);
        var planned = await remediations.ListAsync(
            new RemediationFilter { Campaign = _campaign }, new PageRequest(Limit: PageRequest.MostItems), by, cancellationToken);
        foreach (var remediation in planned.Items.Where(r => revokes.Any(d => Is(d, r.Principal, r.Entitlement))))
        {
            await apply.RunAsync(remediation.Id, by, cancellationToken);
        }
    }

    private static bool Is(DemoManifest.DecisionEntry decision, string principal, EntitlementRef entitlement) =>
        decision.Identity == principal && decision.Kind == entitlement.Kind && decision.Key == entitlement.Key;

    private static void Check(CampaignMoved? moved, string otherwise)
    {
        if (moved != CampaignMoved.Done)
        {
            throw new InvalidOperationException($"The demo organization's review {otherwise}: {moved}.");
        }
    }

    private async Task<Caller> PersonAsync(string email, CancellationToken cancellationToken) =>
        await directory.FindPersonAsync(email, cancellationToken)
        ?? throw new InvalidOperationException($"{email} is not among the demo organization's people, or has left.");
}
