using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The rounds of a campaign or template, to be edited in place.</summary>
public sealed partial class StagesPart
{
    /// <summary>The stages; they are edited in place.</summary>
    [Parameter, EditorRequired]
    public IList<StageForm> Stages { get; set; } = [];

    /// <summary>What people and groups are called.</summary>
    [Parameter, EditorRequired]
    public StageNames Names { get; set; } = StageNames.None;

    /// <summary>Who edits.</summary>
    [Parameter, EditorRequired]
    public Caller By { get; set; } = default!;

    /// <summary>Told when whom they ask may have changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private Task AddAsync()
    {
        // A browser may press a button that this page does not show.
        if (Stages.Count < ReviewStage.MostStages)
        {
            Stages.Add(new StageForm
            {
                Name = Stages.Count == 0 ? "Owners" : $"Stage {Words.Number(Stages.Count + 1)}",
                Kind = Stages.Count == 0 ? ReviewerRuleKind.Owner : ReviewerRuleKind.RoleHolders,
            });
        }
        return OnChanged.InvokeAsync();
    }

    private Task RemoveAsync(StageForm stage)
    {
        Stages.Remove(stage);
        return OnChanged.InvokeAsync();
    }

    private Task NameAsync(StageForm stage, PersonRow? person)
    {
        if (person is not null && stage.People.Count < ReviewerRule.MostPeople && !stage.People.Any(p => p.Id == person.Id))
        {
            stage.People.Add((person.Id, person.Name));
        }
        return OnChanged.InvokeAsync();
    }

    private Task DropAsync(StageForm stage, PersonId person)
    {
        if (stage.People.FirstOrDefault(p => p.Id == person) is { Name: not null } named)
        {
            stage.People.Remove(named);
        }
        return OnChanged.InvokeAsync();
    }

    private Task DropAsync(StageForm stage, ReviewerRule rule)
    {
        if (stage.Fallback.Count > 1)
        {
            stage.Fallback.Remove(rule);
        }
        return OnChanged.InvokeAsync();
    }

    private Task FallBackAsync(StageForm stage, string? kind)
    {
        if (Enum.TryParse<ReviewerRuleKind>(kind, out var chosen) && StageWords.Simple.Contains(chosen) && stage.Fallback.Count < ReviewStage.MostFallbacks)
        {
            stage.Fallback.Add(new(chosen));
        }
        return OnChanged.InvokeAsync();
    }

    private static void GoOn(StageForm stage, ReviewItemState state, bool isGoingOn)
    {
        stage.Advances.Remove(state);
        if (isGoingOn)
        {
            stage.Advances.Add(state);
        }
    }
}
