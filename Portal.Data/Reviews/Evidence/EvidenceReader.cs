using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Lists;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Evidence;

/// <summary>Reads the evidence of one sealed campaign, item by item, as often as it is needed: what is sealed does not change meanwhile.</summary>
internal sealed class EvidenceReader
{
    private const int ItemsAtOnce = 500;
    private readonly GovernanceDb _db;
    private readonly Campaign _campaign;
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyDictionary<PersonId, EvidencePerson> _people;
    private readonly CitedEntries _cited;

    private EvidenceReader(GovernanceDb db, Campaign campaign, TimeZoneInfo zone, IReadOnlyDictionary<PersonId, EvidencePerson> people, CitedEntries cited)
    {
        (_db, _campaign, _zone, _people, _cited) = (db, campaign, zone, people, cited);
    }

    /// <summary>The entries that the evidence cites.</summary>
    public CitedEntries Cited => _cited;

    /// <summary>Gets ready to read.</summary>
    /// <param name="db">The database.</param>
    /// <param name="campaign">The campaign, which is sealed.</param>
    /// <param name="seal">The entry of the record that says so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<EvidenceReader> OpenAsync(GovernanceDb db, Campaign campaign, long seal, CancellationToken cancellationToken) => new(
        db,
        campaign,
        await ZoneAsync(db, campaign, cancellationToken),
        await db.People.AsNoTracking().Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => new EvidencePerson(p.Id, p.Name), cancellationToken),
        await CitedEntries.ReadAsync(db, campaign.Id, seal, cancellationToken));

    /// <summary>What evidence says of the campaign as a whole.</summary>
    public async Task<EvidenceHead> HeadAsync(CancellationToken cancellationToken) => new(
        EvidenceHead.CurrentFormat,
        NameOf(_zone),
        new(
            _campaign.Id,
            _campaign.Name,
            _campaign.Occurrence,
            _campaign.Filter,
            _campaign.Listed,
            _campaign.Exclusions,
            _campaign.Stages,
            _campaign.OwnersDecideAlone,
            _campaign.NoAnswer ?? NoAnswerPolicy.Keeps,
            _people[_campaign.OwnerId],
            Person(_campaign.InheritedFromId),
            At(_campaign.InheritedAt),
            At(_campaign.CreatedAt),
            At(_campaign.LaunchedAt),
            At(_campaign.DueAt),
            At(_campaign.EndedAt),
            At(_campaign.ClosedAt),
            await _db.ReviewItems.CountAsync(i => i.CampaignId == _campaign.Id, cancellationToken)),
        _campaign.Manifest,
        _campaign.Manifest?.Hash(),
        new(_people[_campaign.SealedById!.Value], At(_campaign.SealedAt!.Value), _campaign.SignOff!, _cited.Seal),
        [.. _campaign.Exceptions.Select(e => new EvidenceScopeException(e.Source, NameOf(e), e.Problem, e.Reason, _people[e.By], At(e.At)))],
        await OpenPointsAsync(cancellationToken),
        await HistoryAsync(cancellationToken),
        await NoticesAsync(cancellationToken));

    /// <summary>Its items, riskiest first.</summary>
    public async IAsyncEnumerable<ShownItem> ItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for ((int Risk, Guid Id)? after = null; ;)
        {
            var part = await _db.ReviewItems.AsNoTracking()
                .Where(i => i.CampaignId == _campaign.Id)
                .SortedBy(i => i.Risk, i => i.Id, descending: true, after)
                .Take(ItemsAtOnce)
                .Select(i => new { Item = i, Text = (string)(object)i.Shown })
                .ToListAsync(cancellationToken);
            var ids = part.ConvertAll(p => p.Item.Id);
            var decisions = (await _db.Decisions.AsNoTracking().Where(d => ids.Contains(d.ItemId)).ToListAsync(cancellationToken)).ToLookup(d => d.ItemId);
            var votes = (await _db.ReviewVotes.AsNoTracking().Where(v => ids.Contains(v.ItemId)).ToListAsync(cancellationToken)).ToLookup(v => v.ItemId);
            var remediations = await _db.Remediations.AsNoTracking().Where(r => ids.Contains(r.ItemId)).ToDictionaryAsync(r => r.ItemId, cancellationToken);
            foreach (var read in part)
            {
                yield return new(read.Item.Shown, read.Text, Of(
                    read.Item,
                    [.. votes[read.Item.Id].OrderBy(v => v.Stage).ThenBy(v => v.Id.Value)],
                    [.. decisions[read.Item.Id].OrderBy(d => d.At).ThenBy(d => d.Id.Value)],
                    remediations.GetValueOrDefault(read.Item.Id)));
            }
            if (part.Count < ItemsAtOnce)
            {
                yield break;
            }
            after = (part[^1].Item.Risk, part[^1].Item.Id.Value);
        }
    }

    private EvidenceItem Of(ReviewItem item, IReadOnlyList<ReviewVote> votes, IReadOnlyList<Decision> decisions, Remediation? remediation) => new(
        item.ShownHash,
        item.Id,
        item.AgentId,
        item.IdentityId,
        item.EntitlementId,
        _people[item.ReviewerId],
        item.ReviewerReason,
        Trail(item.Trail),
        Person(item.SubjectId),
        item.SubjectId is null || (item.SubjectId != item.ReviewerId && votes.All(v => v.ReviewerId != item.SubjectId) && decisions.All(d => d.ById != item.SubjectId)),
        item.State,
        item.Justification,
        Person(item.AnsweredById),
        At(item.AnsweredAt),
        At(item.Until),
        At(item.ByPolicyAt),
        item.HasConflict,
        [.. votes.Select(v => new EvidenceVote(v.Stage, _people[v.ReviewerId], v.Reason, Trail(v.Trail), v.Kind, At(v.At)))],
        [.. decisions.Select(d => new EvidenceDecision(d.Id, d.Kind, d.Justification, At(d.Until), _people[d.ById], At(d.At), d.Channel, d.Counts, d.Stage, d.ShownHash)
        {
            Recommended = d.Recommended,
            RecommendedBecause = d.RecommendedBecause,
        })],
        remediation is null ? null : Of(remediation),
        _cited.Of(item.Id.Value, remediation?.Id.Value));

    private IReadOnlyList<EvidenceHop> Trail(IEnumerable<RoutingHop> trail) => [.. trail.Select(h => new EvidenceHop(h.As, Person(h.Person), h.Why, At(h.AskedUntil), h.Reason))];

    private EvidenceRemediation Of(Remediation remediation) => new(
        remediation.Id,
        remediation.State,
        remediation.Remedy,
        remediation.Principal,
        remediation.Carrier,
        RecordedRemediation.DigestOf(remediation.Command),
        RecordedRemediation.DigestOf(remediation.Inverse),
        remediation.Problem,
        At(remediation.PlannedAt),
        Person(remediation.RequestedById),
        At(remediation.RequestedAt),
        Person(remediation.ApprovedById),
        At(remediation.ApprovedAt),
        At(remediation.AppliedAt),
        remediation.ProofId,
        At(remediation.ProofTakenAt),
        At(remediation.RiskAcceptedUntil),
        Person(remediation.HandledById),
        remediation.Reason,
        remediation.Remaining,
        At(remediation.ChangedAt));

    private async Task<IReadOnlyList<EvidenceOpenPoint>> OpenPointsAsync(CancellationToken cancellationToken)
    {
        var items = await _db.ReviewItems.AsNoTracking()
            .Where(i => i.CampaignId == _campaign.Id && (i.HasConflict || i.State == ReviewItemState.Unanswered || i.State == ReviewItemState.Abstained))
            .OrderByDescending(i => i.Risk).ThenByDescending(i => i.Id)
            .Select(i => new { i.Id, i.State, i.HasConflict, i.Shown, i.AnsweredById, i.Justification })
            .ToListAsync(cancellationToken);
        var remediations = await _db.Remediations.AsNoTracking()
            .Where(r => r.CampaignId == _campaign.Id && (r.State == RemediationState.RiskAccepted || r.State == RemediationState.RolledBack))
            .OrderBy(r => r.PlannedAt).ThenBy(r => r.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. _campaign.Exceptions.Select(e => new EvidenceOpenPoint(EvidenceOpenKind.ScopeException, null, NameOf(e) ?? e.Source.Value.ToString(), _people[e.By], e.Reason, null)),
            .. remediations.Select(r => new EvidenceOpenPoint(
                r.State == RemediationState.RiskAccepted ? EvidenceOpenKind.RiskAccepted : EvidenceOpenKind.RolledBack,
                r.ItemId, $"{r.Entitlement.Name} of {r.Principal}", Person(r.HandledById), r.Reason, At(r.RiskAcceptedUntil))),
            .. items.Select(i => new EvidenceOpenPoint(
                i.HasConflict ? EvidenceOpenKind.Conflict : i.State == ReviewItemState.Unanswered ? EvidenceOpenKind.Unanswered : EvidenceOpenKind.Abstained,
                i.Id, $"{i.Shown.Entitlement.Name} of {i.Shown.NativeId}", Person(i.AnsweredById), i.Justification, null)),
        ];
    }

    private async Task<IReadOnlyList<EvidenceEvent>> HistoryAsync(CancellationToken cancellationToken)
    {
        var (subject, seal) = (_campaign.Id.Value.ToString(), _cited.Seal);
        var entries = await _db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectKind == "campaign" && e.SubjectId == subject && e.Sequence <= seal)
            .OrderBy(e => e.Sequence)
            .Select(e => new { e.Sequence, e.At, e.Action, e.ActorName, e.Outcome, e.Reason })
            .ToListAsync(cancellationToken);
        return entries.ConvertAll(e => new EvidenceEvent(e.Sequence, At(e.At), e.Action, e.ActorName, e.Outcome, e.Reason));
    }

    private async Task<IReadOnlyList<EvidenceNotice>> NoticesAsync(CancellationToken cancellationToken)
    {
        var notices = await _db.ReviewNotices.AsNoTracking()
            .Where(n => n.CampaignId == _campaign.Id)
            .OrderBy(n => n.At).ThenBy(n => n.ReviewerId).ThenBy(n => n.Kind)
            .GroupJoin(_db.OutboxMessages, n => n.MessageId, m => m.Id, (n, sent) => new { Notice = n, Sent = sent.Select(m => m.SentAt).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return notices.ConvertAll(n => new EvidenceNotice(
            n.Notice.Kind, _people[n.Notice.ReviewerId], n.Notice.MessageId, At(n.Notice.At), n.Sent <= _campaign.SealedAt ? At(n.Sent) : null));
    }

    // A campaign of a schedule is where that is, whoever answers for it.
    private static async Task<TimeZoneInfo> ZoneAsync(GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        var owner = await db.People.Where(p => p.Id == campaign.OwnerId).Select(p => p.TimeZone).SingleAsync(cancellationToken);
        var scheduled = CampaignTemplate.IdOf(campaign.Occurrence) is { } template
            ? (await db.CampaignTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == template, cancellationToken))?.Recurrence.TimeZone
            : null;
        return (scheduled ?? owner) is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private static string NameOf(TimeZoneInfo zone) => zone.Equals(TimeZoneInfo.Utc) ? "UTC" : zone.Id;

    private string? NameOf(Population.ScopeException exception) => _campaign.Manifest?.Sources.FirstOrDefault(s => s.Id == exception.Source)?.Name;

    private EvidencePerson? Person(PersonId? id) => id is { } known ? _people[known] : null;

    private ZonedTime At(DateTimeOffset at) => ZonedTime.Of(at, _zone);

    private ZonedTime? At(DateTimeOffset? at) => ZonedTime.Of(at, _zone);
}
