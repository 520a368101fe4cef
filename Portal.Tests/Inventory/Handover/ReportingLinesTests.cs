using CsCheck;
using Portal.Data.Access;
using Portal.Data.Inventory.Handover;

namespace Portal.Tests.Inventory.Handover;

/// <summary>Who answers for an agent once its owner left.</summary>
public sealed class ReportingLinesTests
{
    private static readonly PersonId Olga = PersonId.New();
    private static readonly PersonId Sam = PersonId.New();
    private static readonly PersonId Mia = PersonId.New();
    private static readonly PersonId Max = PersonId.New();

    [Fact]
    public void The_sponsor_comes_before_the_manager() =>
        Assert.Equal(Sam, Lines((Olga, false, Mia), (Sam, true, null), (Mia, true, null)).SuccessorOf(Olga, Sam));

    [Fact]
    public void Without_a_sponsor_who_is_here_it_is_the_owners_manager() =>
        Assert.Equal(Mia, Lines((Olga, false, Mia), (Sam, false, null), (Mia, true, null)).SuccessorOf(Olga, Sam));

    [Fact]
    public void A_sponsor_who_is_the_leaver_does_not_count() =>
        Assert.Equal(Mia, Lines((Olga, false, Mia), (Mia, true, null)).SuccessorOf(Olga, Olga));

    [Fact]
    public void Managers_who_left_as_well_are_passed_over() =>
        Assert.Equal(Max, Lines((Olga, false, Mia), (Mia, false, Sam), (Sam, false, Max), (Max, true, null)).SuccessorOf(Olga, sponsor: null));

    [Fact]
    public void A_line_that_leads_back_into_itself_ends() =>
        Assert.Null(Lines((Olga, false, Mia), (Mia, false, Sam), (Sam, false, Mia)).SuccessorOf(Olga, sponsor: null));

    [Fact]
    public void Whatever_the_organization_looks_like_an_answer_is_someone_who_is_here_and_not_the_leaver() =>
        Gen.Int[1, 12].SelectMany(count => Gen.Select(Gen.Bool, Gen.Int[-1, count - 1]).Array[count]).Sample(people =>
        {
            var ids = people.Select(_ => PersonId.New()).ToArray();
            var lines = new ReportingLines(people.Select((p, i) => new ReportingLines.Line(ids[i], i > 0 && p.Item1, p.Item2 < 0 ? null : ids[p.Item2])));
            return lines.SuccessorOf(ids[0], ids[^1]) is not { } successor
                || (successor != ids[0] && people[Array.IndexOf(ids, successor)].Item1);
        });

    private static ReportingLines Lines(params IReadOnlyList<(PersonId Id, bool IsHere, PersonId? Manager)> people) =>
        new(people.Select(p => new ReportingLines.Line(p.Id, p.IsHere, p.Manager)));
}
