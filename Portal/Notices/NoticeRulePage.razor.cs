using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Hosting.Outbound;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>Makes a rule or changes one, and shows what became of what it posted.</summary>
/// <param name="rules">Reads it.</param>
/// <param name="save">Saves it.</param>
/// <param name="delete">Removes it.</param>
/// <param name="test">Tries its channel.</param>
/// <param name="retry">Has it tried again.</param>
/// <param name="agents">Finds agents by name.</param>
/// <param name="dialogs">Ask.</param>
/// <param name="navigation">Leads to a rule that was made.</param>
/// <param name="feed">Says when something was posted.</param>
public sealed partial class NoticeRulePage(
    NoticeRuleQueries rules,
    SaveNoticeRule save,
    DeleteNoticeRule delete,
    TestNoticeRule test,
    RetryNoticeRule retry,
    AgentQueries agents,
    IDialogService dialogs,
    NavigationManager navigation,
    ChangeFeed feed) : LivePage(feed, Topic.Notices)
{
    private static readonly AttributionGrade[] Grades = [AttributionGrade.B, AttributionGrade.C, AttributionGrade.D, AttributionGrade.Unknown];

    private static readonly ListingColumn[] Columns =
        [new("When", Width: "10rem"), new("What", Width: "6rem"), new("State", Width: "10rem"), new("Tries", Width: "4rem"), new("Next", Width: "9rem"), new("Answer")];

    private NoticeRuleForm? _form;
    private NoticeRuleRow? _rule;
    private IReadOnlyDictionary<string, string[]> _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
    private Listing<NoticeDeliveryRow>? _deliveries;
    private Guid? _shown;
    private Guid? _made;
    private AgentRow? _agent;
    private PersonRow? _person;
    private string? _secret;
    private string? _said;
    private bool _renewsSecret;
    private bool _isMissing;
    private bool _isBusy;

    /// <summary>The rule; null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    private bool IsKept => _rule is { } rule && rule.Channel == _form?.Channel;

    private string Example => _form?.Channel switch
    {
        NoticeChannel.Slack => "https://hooks.slack.com/services/…",
        NoticeChannel.Teams => "https://….logic.azure.com/workflows/…",
        _ => "https://hooks.example.org/notices",
    };

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var rule = Id is { } id ? await rules.FindAsync(new(id), By, cancellationToken) : null;
        _isMissing = Id is not null && rule is null;
        if (_made is { } made && (Id is null || Id == made))
        {
            // What was just made stays, with its secret, until its address has come.
            _made = Id is null ? made : null;
        }
        else if (_form is null || _shown != Id)
        {
            // What somebody writes is not taken from under their hands when the rule changes.
            _form = rule is null ? new() : NoticeRuleForm.Of(rule);
            (_secret, _said, _problems) = (null, null, new Dictionary<string, string[]>(StringComparer.Ordinal));
        }
        (_rule, _shown) = (rule, Id);
        if (_deliveries is not null)
        {
            await _deliveries.RefreshAsync();
        }
    }

    private static void Set<T>(HashSet<T> chosen, T value, bool isChosen)
    {
        if (isChosen)
        {
            chosen.Add(value);
        }
        else
        {
            chosen.Remove(value);
        }
    }

    private async Task<Page<NoticeDeliveryRow>> ReadDeliveriesAsync(PageRequest page, CancellationToken cancellationToken) =>
        await rules.ListDeliveriesAsync(_rule!.Id, page, By, cancellationToken) ?? new([], Next: null);

    private async Task<IReadOnlyList<AgentRow>> FindAgentsAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await agents.ListAsync(new AgentFilter { Q = text, Order = new(AgentColumn.Name) }, new PageRequest(Limit: most), By, cancellationToken)).Items;

    private void AddAgent(AgentRow? agent)
    {
        if (agent is not null && !_form!.Agents.Exists(a => a.Id == agent.Id))
        {
            _form.Agents.Add((agent.Id, agent.Name));
        }
        _agent = null;
    }

    private void AddPerson(PersonRow? person)
    {
        if (person is not null && !_form!.People.Exists(p => p.Id == person.Id))
        {
            _form.People.Add((person.Id, person.Name));
        }
        _person = null;
    }

    private async Task SaveAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy || _form is null)
        {
            return;
        }
        _isBusy = true;
        var secret = _form.Channel == NoticeChannel.Webhook && (!IsKept || _renewsSecret) ? WebhookSecret.New() : null;
        var draft = _form.ToDraft(secret);
        var saved = Id is { } id ? await save.UpdateAsync(new(id), draft, By, CancellationToken.None) : await save.CreateAsync(draft, By, CancellationToken.None);
        _problems = saved.Outcome == NoticeRuleOutcome.Done ? new Dictionary<string, string[]>(StringComparer.Ordinal) : ProblemsOf(saved);
        _said = saved.Outcome == NoticeRuleOutcome.Done ? "Saved." : "Not saved.";
        _isBusy = false;
        if (saved is { Outcome: NoticeRuleOutcome.Done, Id: { } made })
        {
            (_secret, _renewsSecret, _form.Address) = (secret, false, string.Empty);
            if (Id is null)
            {
                _made = made.Value;
                navigation.NavigateTo($"/notices/rules/{made.Value}");
            }
        }
    }

    private static IReadOnlyDictionary<string, string[]> ProblemsOf(NoticeRuleSaved saved) => saved.Outcome switch
    {
        NoticeRuleOutcome.NameTaken => new Dictionary<string, string[]>(StringComparer.Ordinal) { ["name"] = ["is taken by another rule."] },
        NoticeRuleOutcome.TooMany => new Dictionary<string, string[]>(StringComparer.Ordinal) { ["name"] = [$"cannot be added: there are {NoticeRule.Most} rules already."] },
        NoticeRuleOutcome.NotFound => new Dictionary<string, string[]>(StringComparer.Ordinal) { ["name"] = ["is gone: somebody removed the rule."] },
        NoticeRuleOutcome.Invalid or NoticeRuleOutcome.NoChannel or NoticeRuleOutcome.Done => saved.Problems,
    };

    private async Task TestAsync()
    {
        await test.RunAsync(_rule!.Id, By, CancellationToken.None);
        _said = "A test is on its way.";
    }

    private async Task RetryAsync()
    {
        await retry.RunAsync(_rule!.Id, By, CancellationToken.None);
        _said = "It is tried again.";
    }

    private async Task DeleteAsync()
    {
        var answer = await ConfirmDialog.AskAsync(
            dialogs, $"Delete {_rule!.Name}?", "The notices that it raised go with it, for everybody; the changes that they tell of stay. To only keep it quiet, switch it off.", "Delete", isDanger: true);
        if (answer is not null)
        {
            await delete.RunAsync(_rule.Id, By, CancellationToken.None);
            navigation.NavigateTo("/notices/rules");
        }
    }

    private RenderFragment Problem(string field) => builder =>
    {
        if (_problems.TryGetValue(field, out var problems))
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "bad small");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, $"It {string.Join(' ', problems)}");
            builder.CloseElement();
        }
    };
}
