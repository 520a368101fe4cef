using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Tests.Support;

namespace Portal.Tests.Incidents;

/// <summary>What an incident and a statement take, and what they refuse.</summary>
public sealed class IncidentTests
{
    [Fact]
    public void A_closed_incident_is_reopened_and_closing_twice_changes_nothing()
    {
        var incident = AnIncident();

        Assert.Equal(IncidentMoved.AlreadySo, incident.Reopen());
        Assert.Equal(IncidentMoved.Done, incident.Close());
        Assert.Equal(IncidentMoved.AlreadySo, incident.Close());
        Assert.Equal(IncidentMoved.Done, incident.Reopen());
        Assert.Equal(IncidentState.Open, incident.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Dana is to blame")]
    [InlineData("Whose FAULT it was")]
    public void A_title_is_there_and_does_not_judge(string title)
    {
        var incident = AnIncident();

        Assert.Equal(IncidentMoved.BadTitle, incident.Rename(title));
        Assert.Equal("Stack deleted", incident.Title);
    }

    [Theory]
    [InlineData("The default stack was deleted")]
    [InlineData("Segfaulting container restarted")]
    public void Words_that_only_hold_one_that_judges_are_neutral(string text) => Assert.True(NeutralWords.IsNeutral(text));

    [Fact]
    public void A_withdrawn_statement_keeps_its_words_and_says_why()
    {
        var statement = AStatement();

        Assert.Equal(IncidentMoved.ReasonMissing, statement.Withdraw(" ", "Dana", An.Instant));
        Assert.Equal(IncidentMoved.Done, statement.Withdraw("Misheard.", "Dana", An.Instant));
        Assert.Equal(IncidentMoved.AlreadySo, statement.Withdraw("Again.", "Eve", An.Instant.AddHours(1)));
        Assert.Equal(("It asked first.", "Misheard.", "Dana"), (statement.Text, statement.WithdrawnReason, statement.WithdrawnBy));
    }

    [Fact]
    public void A_statement_names_who_says_it_and_what_it_is_about()
    {
        var nothing = new StatementDraft(StatementKind.Agent, "", "", null, An.Instant.AddDays(1), []);

        Assert.Equal(["cites", "saidAt", "source", "speaker", "text"], nothing.Problems(An.Instant).Keys.Order(StringComparer.Ordinal));
        Assert.Empty(new StatementDraft(StatementKind.Person, "Dana", "It asked first.", null, An.Instant, [ChangeId.New()]).Problems(An.Instant));
    }

    [Fact]
    public void A_draft_has_a_range_that_ends_after_it_begins_and_is_about_somebody()
    {
        var draft = new IncidentDraft("Stack deleted", An.Instant, An.Instant.AddHours(1), [AgentId.New()], []);

        Assert.Empty(draft.Problems());
        Assert.Equal(["to"], (draft with { To = An.Instant }).Problems().Keys);
        Assert.Equal(["to"], (draft with { To = An.Instant.AddDays(32) }).Problems().Keys);
        Assert.Equal(["agents"], (draft with { Agents = [] }).Problems().Keys);
    }

    private static Incident AnIncident() => new() { Title = "Stack deleted", From = An.Instant, To = An.Instant.AddHours(1), CreatedAt = An.Instant, CreatedBy = "Dana" };

    private static Statement AStatement() => new()
    {
        IncidentId = IncidentId.New(),
        Kind = StatementKind.Agent,
        Speaker = "Kiro",
        Text = "It asked first.",
        Source = "transcript",
        SaidAt = An.Instant,
        Cites = [ChangeId.New()],
        RecordedAt = An.Instant,
        RecordedBy = "Dana",
    };
}
