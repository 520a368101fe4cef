using CsCheck;
using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Absences;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Absences;

/// <summary>When somebody is away, and who is asked meanwhile, without a database.</summary>
public sealed class AbsenceTests
{
    // The places of those who are asked in the usual order: owner, sponsor, who answers for the campaign, who runs the inventory.
    private static readonly int[] Usual = [0, 1, 2, 4, 5];

    [Fact]
    public void It_holds_from_its_beginning_up_to_its_end_and_begins_once()
    {
        var absence = Absence(from: 1, until: 3);

        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(day => absence.HoldsAt(An.Instant.AddDays(day))));
        Assert.False(absence.Begin(An.Instant));
        Assert.True(absence.Begin(An.Instant.AddDays(1)));
        Assert.False(absence.Begin(An.Instant.AddDays(2)));
    }

    [Fact]
    public void Who_is_back_early_is_back_and_what_is_over_is_not_ended_again()
    {
        var absence = Absence(from: 1, until: 3);

        Assert.True(absence.End(An.Instant.AddDays(2)));

        Assert.False(absence.HoldsAt(An.Instant.AddDays(2)));
        Assert.False(absence.End(An.Instant.AddDays(2)));
        Assert.False(Absence(from: 1, until: 3).End(An.Instant.AddDays(3)));
    }

    [Theory]
    [InlineData(2, 1, "until")]
    [InlineData(-3, -1, "until")]
    [InlineData(0, 400, "until")]
    [InlineData(400, 410, "from")]
    [InlineData(-1, 1, null)]
    public void Dates_that_make_no_sense_are_refused_by_field(int from, int until, string? field) =>
        Assert.Equal(field, Data.Reviews.Absences.Absence.ProblemOf(An.Instant.AddDays(from), An.Instant.AddDays(until), An.Instant)?.Field);

    [Fact]
    public void The_stand_in_is_asked_and_where_they_may_not_decide_who_comes_next()
    {
        var (owner, sponsor, standIn, lead) = (A.Person("Olga"), A.Person("Sam"), A.Person("Dana"), A.Person("Cleo"));
        var order = new ReviewerOrder([owner, sponsor, standIn, lead], lead.Id, groups: null, new Dictionary<PersonId, PersonId?> { [owner.Id] = standIn.Id });

        var asked = order.Choose(owner.Id, sponsor.Id, subject: null, [])!;
        var own = order.Choose(owner.Id, sponsor.Id, subject: standIn.Id, [])!;

        Assert.Equal((standIn.Id, ReviewerReason.StandIn), (asked.Reviewer, asked.Reason));
        Assert.Equal([new(ReviewerReason.Owner, owner.Id, PassedOver.Away)], asked.Trail);
        Assert.Equal((sponsor.Id, ReviewerReason.Sponsor), (own.Reviewer, own.Reason));
        Assert.Equal([PassedOver.Away, PassedOver.OwnAccess], own.Trail.Select(h => h.Why));
    }

    [Fact]
    public void An_owner_who_may_not_decide_sends_nobody_in_their_place()
    {
        var (owner, sponsor, standIn) = (A.Person("Olga"), A.Person("Sam"), A.Person("Dana"));
        var order = new ReviewerOrder([owner, sponsor, standIn], sponsor.Id, groups: null, new Dictionary<PersonId, PersonId?> { [owner.Id] = standIn.Id });

        Assert.Equal(sponsor.Id, order.Choose(owner.Id, sponsor.Id, subject: owner.Id, [])!.Reviewer);
    }

    [Fact]
    public void Whoever_is_away_nobody_is_asked_who_may_not_answer_and_somebody_always_is_where_anybody_may()
    {
        var places = Gen.Int[0, 5];

        Gen.Select(Gen.Int[-1, 5].Array[6], Gen.Bool.Array[6], places, Gen.Bool.Array[6]).Sample((standIns, isAway, subject, isHere) =>
        {
            // Samples are taken by several threads, so each has people of its own.
            var people = Enumerable.Range(0, 6).Select(i => A.Person($"Person {i}", roles: i > 3 ? [Role.SecurityEngineer] : [])).ToList();
            foreach (var (person, here) in people.Zip(isHere))
            {
                person.IsActive = here;
            }
            var away = Enumerable.Range(0, 6).Where(i => isAway[i]).ToDictionary(i => people[i].Id, i => standIns[i] < 0 ? (PersonId?)null : people[standIns[i]].Id);
            var choice = new ReviewerOrder(people, people[2].Id, groups: null, away).Choose(people[0].Id, people[1].Id, people[subject].Id, []);

            Assert.Equal(Usual.Any(i => isHere[i] && i != subject) || Usual.Any(i => isHere[i] && isAway[i] && i != subject), choice is not null);
            if (choice is not null)
            {
                var asked = people.FindIndex(p => p.Id == choice.Reviewer);
                Assert.True(asked != subject && isHere[asked]);
                Assert.True(!isAway[asked] || !Usual.Any(i => i != subject && isHere[i] && !isAway[i]));
            }
        });
    }

    private static Absence Absence(int from, int until) => new()
    {
        PersonId = PersonId.New(),
        From = An.Instant.AddDays(from),
        Until = An.Instant.AddDays(until),
        PlannedAt = An.Instant,
    };
}
