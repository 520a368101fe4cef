using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Handover;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Hosting.Api;

namespace Portal.Inventory;

/// <summary>
/// The agents that came to the signed-in person because somebody left or handed them on. GET shows, POST decides; the address carries no
/// authority.
/// </summary>
/// <param name="agents">Reads them.</param>
/// <param name="answer">Takes the answers.</param>
/// <param name="directory">Finds whom they are handed to.</param>
/// <param name="navigation">Leads back to the page after saving, so that loading it again sends nothing again.</param>
public sealed partial class InheritedPage(AgentQueries agents, AnswerForAgents answer, CallerDirectory directory, NavigationManager navigation)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/agents/inherited";

    private const string Mine = "mine";
    private const string Other = "other";

    private readonly Dictionary<AgentId, string> _refused = [];
    private IReadOnlyList<AgentRow> _agents = [];
    private IFormCollection? _form;
    private int _recorded;

    /// <summary>Whether answers were saved just now; only words depend on it, all figures are read.</summary>
    [SupplyParameterFromQuery(Name = "saved")]
    public bool IsSaved { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    private Caller By => Context.GetCaller();

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        // Whoever may see no agents was given none either.
        _agents = By.Person is { } person && By.Can(Right.AnswerForAgents)
            ? (await agents.ListAsync(
                new() { Owner = person.Value.ToString(), Handover = AgentHandover.Inherited },
                new PageRequest(Limit: PageRequest.MostItems),
                By,
                Context.RequestAborted)).Items
            : [];
    }

    private async Task SaveAsync()
    {
        _form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var answers = new List<OwnershipAnswer>();
        foreach (var agent in _agents)
        {
            var id = agent.Id.Value.ToString("n");
            switch (Chosen(id))
            {
                case Mine:
                    answers.Add(new(agent.Id, HandTo: null));
                    break;
                case Other when (await directory.FindPersonAsync(Typed(id).Trim(), Context.RequestAborted))?.Person is { } next:
                    answers.Add(new(agent.Id, next));
                    break;
                case Other:
                    _refused[agent.Id] = "Not saved: nobody with this mail address works here.";
                    break;
            }
        }
        // Once the answers are in, a reader who gives up waiting must not leave the page without knowing.
        foreach (var (given, outcome) in answers.Zip(await answer.RunAsync(answers, By, CancellationToken.None)))
        {
            if (outcome == OwnershipAnswered.Done)
            {
                _recorded++;
            }
            else
            {
                _refused[given.Agent] = Problem(outcome);
            }
        }
        if (_refused.Count == 0)
        {
            navigation.NavigateTo(_recorded > 0 ? $"{Path}?saved=true" : Path);
            return;
        }
        await ReadAsync();
    }

    /// <summary>Why an answer was not taken, in words.</summary>
    internal static string Problem(OwnershipAnswered outcome) => outcome switch
    {
        OwnershipAnswered.NotYours or OwnershipAnswered.NotFound => "Not saved: it is no longer yours.",
        OwnershipAnswered.NotOpen => "Not saved: that is settled already.",
        OwnershipAnswered.NobodyToAnswer => "Not saved: it can be handed to somebody else who works here, and not back to yourself.",
        OwnershipAnswered.Done => string.Empty,
    };

    private string? Chosen(string id) => _form?[$"choice-{id}"].ToString();

    private string Typed(string id) => _form?[$"to-{id}"].ToString() ?? string.Empty;
}
