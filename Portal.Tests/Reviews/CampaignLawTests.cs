using System.Globalization;
using CsCheck;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Population;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Whatever is done to a campaign, in any order: it never reaches a state that it may not, and loses no answer.</summary>
public sealed class CampaignLawTests
{
    // The ways that there are; whatever is not here must never happen.
    private static readonly Dictionary<CampaignState, CampaignState[]> Ways = new()
    {
        [CampaignState.Draft] = [CampaignState.Collecting, CampaignState.Cancelled],
        [CampaignState.Collecting] = [CampaignState.Staged, CampaignState.BlockedIncomplete, CampaignState.Draft, CampaignState.Cancelled],
        [CampaignState.BlockedIncomplete] = [CampaignState.Collecting, CampaignState.Cancelled],
        [CampaignState.Staged] = [CampaignState.Active, CampaignState.Collecting, CampaignState.Cancelled],
        [CampaignState.Active] = [CampaignState.Paused, CampaignState.Closing, CampaignState.Cancelled],
        [CampaignState.Paused] = [CampaignState.Active, CampaignState.Cancelled],
        [CampaignState.Closing] = [CampaignState.Remediating, CampaignState.Closed],
        [CampaignState.Remediating] = [CampaignState.Closed, CampaignState.Active],
        [CampaignState.Closed] = [CampaignState.Sealed, CampaignState.Active],
        [CampaignState.Sealed] = [],
        [CampaignState.Cancelled] = [],
    };

    private static readonly Act[] All = Enum.GetValues<Act>();

    private static readonly Gen<(Act Act, int Dice, int Hours)[]> Sequences =
        Gen.Select(Gen.Int[0, All.Length - 1], Gen.Int[0, 3], Gen.Int[0, 200]).Select((act, dice, hours) => (All[act], dice, hours)).Array[1, 60];

    // Shorter ways to where things happen, so that sequences get there.
    private static readonly Act[] Launched = [Act.Collect, Act.Stage, Act.Launch];

    private enum Act
    {
        Collect, Stage, StageBlocked, Except, Launch, Decide, Pause, Resume, Close, EndClosing, Settle, Seal, Reopen, Cancel,
    }

    [Fact]
    public void No_sequence_reaches_an_illegal_state_or_loses_an_answer()
    {
        var reached = new HashSet<CampaignState>();
        var lockable = new Lock();
        Gen.Select(Gen.Bool, Sequences).Sample(
            (isLaunched, acts) =>
            {
                var run = new Run();
                foreach (var step in isLaunched ? [.. Launched.Select(a => (a, 0, 0)), .. acts] : acts)
                {
                    run.Do(step.Item1, step.Item2, step.Item3);
                }
                lock (lockable)
                {
                    reached.UnionWith(run.Reached);
                }
            },
            iter: 3_000);

        Assert.Equal(Enum.GetValues<CampaignState>(), reached.Order());
    }

    /// <summary>One campaign with three items, and what is known to have been answered.</summary>
    private sealed class Run
    {
        private readonly Campaign _campaign = A.Campaign(CampaignState.Draft);
        private readonly PersonId _reviewer = PersonId.New();
        private readonly List<ReviewItem> _items;
        private readonly Dictionary<ReviewItemId, ReviewItemState> _answered = [];
        private DateTimeOffset _now = An.Instant;

        public Run() => _items = [.. Enumerable.Range(0, 3).Select(_ => A.ReviewItem(_campaign, _reviewer))];

        public HashSet<CampaignState> Reached { get; } = [CampaignState.Draft];

        private int Open => _items.Count(i => i.State == ReviewItemState.Open);

        public void Do(Act act, int dice, int hours)
        {
            _now = _now.AddHours(hours);
            var (before, snapshot) = (_campaign.State, Text());
            var moved = Take(act, dice);

            Assert.True(_campaign.State == before || Ways[before].Contains(_campaign.State), $"{act}: {before} -> {_campaign.State}");
            if (moved is not (null or CampaignMoved.Done) && _campaign.State == before)
            {
                Assert.Equal(snapshot, Text());
            }
            if (before == CampaignState.Sealed)
            {
                Assert.Equal(snapshot, Text());
            }
            Assert.Equal(_campaign.State == CampaignState.Paused, _campaign.PausedAt is not null);
            Assert.Equal(_campaign.State == CampaignState.Sealed, _campaign.SealedAt is not null);
            Assert.Equal(
                _campaign.State is CampaignState.Closing or CampaignState.Remediating or CampaignState.Closed or CampaignState.Sealed or CampaignState.Cancelled,
                _campaign.EndedAt is not null);
            Assert.True(_campaign.LaunchedAt is null || _campaign.Manifest?.Blocking(_campaign.Exceptions).Any() == false, "Asked over a source that blocks.");
            // What was answered stays answered, and nothing is that was not.
            Assert.All(_items, i => Assert.Equal(_answered.GetValueOrDefault(i.Id), i.State));
            Assert.All(_campaign.Next(Open, unsettledRevokes: 0, _now), n => Assert.NotEqual(CampaignMoved.Done, n.Refusal));
            Reached.Add(_campaign.State);
        }

        private CampaignMoved? Take(Act act, int dice)
        {
            switch (act)
            {
                case Act.Decide:
                    var item = _items[dice % _items.Count];
                    var kind = dice % 2 == 0 ? DecisionKind.Attest : DecisionKind.Revoke;
                    if (item.Decide(new(item.Id, kind, "Needed or not."), _reviewer, _campaign, _now) == Decided.Recorded)
                    {
                        Assert.Equal(CampaignState.Active, _campaign.State);
                        _answered[item.Id] = kind == DecisionKind.Attest ? ReviewItemState.Attested : ReviewItemState.Revoked;
                    }
                    return null;
                case Act.Settle:
                    _campaign.Settle(dice, _now);
                    return null;
                default:
                    return Move(act, dice);
            }
        }

        private CampaignMoved Move(Act act, int dice) => act switch
        {
            Act.Collect => _campaign.Collect(_now),
            Act.Stage => _campaign.Stage(A.PopulationManifest(entitlements: 3), new(1, 1, 3, 1, _now), unreviewable: dice == 3 ? 1 : 0),
            Act.StageBlocked => _campaign.Stage(A.PopulationManifest(SourceProblem.Partial, entitlements: 3), new(1, 1, 3, 1, _now), unreviewable: 0),
            Act.Except => _campaign.Except(_campaign.Manifest?.Sources[0].Id ?? default, "The export failed.", _reviewer, _now),
            Act.Launch => _campaign.Launch(isAsCollected: dice != 1, _now),
            Act.Pause => _campaign.Pause(dice == 0 ? " " : "The list is wrong.", _now),
            Act.Resume => _campaign.Resume(_now),
            Act.Close => _campaign.Close(Open, _now),
            Act.EndClosing => _campaign.EndClosing(dice, _now),
            Act.Seal => _campaign.Seal(dice == 1 ? 1 : 0, "Complete.", dice == 0 ? null : _reviewer, _now),
            Act.Reopen => _campaign.Reopen(_now.AddDays(dice), "Answers were missing.", _now),
            Act.Cancel => _campaign.Cancel(dice == 3 ? "Wrong agents." : " ", _now),
            Act.Decide or Act.Settle => throw new InvalidOperationException("Not a move."),
        };

        private string Text() => string.Create(
            CultureInfo.InvariantCulture,
            $"{_campaign.State} {_campaign.DueAt:O} {_campaign.LaunchedAt:O} {_campaign.PausedAt:O} {_campaign.EndedAt:O} {_campaign.ClosedAt:O} {_campaign.SealedAt:O} {_campaign.SignOff} {_campaign.Manifest?.Hash()} {_campaign.Exceptions.Count}");
    }
}
