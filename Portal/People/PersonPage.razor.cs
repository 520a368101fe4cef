using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Hosting.SignIn;
using Portal.Shared;

namespace Portal.People;

/// <summary>One person: what they were given, and whether they are here.</summary>
/// <param name="people">Reads them.</param>
/// <param name="assign">Gives and takes roles.</param>
/// <param name="settle">Says that they left.</param>
/// <param name="sessions">Read where they are signed in.</param>
/// <param name="end">Ends that.</param>
/// <param name="dialogs">Ask before something is taken.</param>
/// <param name="navigation">Leads away when there is nobody.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class PersonPage(
    PeopleQueries people, AssignRole assign, SettlePerson settle, SessionQueries sessions, EndSession end, IDialogService dialogs, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.People)
{
    private static readonly IReadOnlyList<Role> Given = RoleGroups.Given;
    private PersonDetail? _detail;
    private NewRole _new = new();
    private IReadOnlyList<SessionRow>? _sessions;
    private string? _problem;

    /// <summary>Who.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await people.FindAsync(new PersonId(Id), By, cancellationToken);
        if (_detail is null)
        {
            navigation.NotFound();
        }
        else if (By.Can(Right.ManagePeople))
        {
            _sessions = await sessions.ListOfAsync(new PersonId(Id), By, cancellationToken);
        }
    }

    private async Task EndAsync(SessionId session) => await end.RunForAsync(new PersonId(Id), session, By, Leaving);

    private async Task EndAllAsync()
    {
        var words = "Their cookies are refused at once, and their open pages close within a minute. They may sign in again.";
        if (await ConfirmDialog.AskAsync(dialogs, $"End all sessions of {_detail!.Person.Name}?", words, "End all", isDanger: true) is not null)
        {
            await end.RunForAsync(new PersonId(Id), id: null, By, Leaving);
        }
    }

    private async Task GiveAsync()
    {
        var until = _new is { Role: Role.Auditor, Until: { } day } ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null;
        _problem = Problem(await assign.GiveAsync(new PersonId(Id), _new.Role, until, By, Leaving));
        _new = new();
    }

    private async Task TakeAsync(Role role)
    {
        if (await ConfirmDialog.AskAsync(dialogs, $"Take the role {role.Say()}?", "Their next request, and their open pages soon, go on without it.", "Take", isDanger: true) is not null)
        {
            _problem = Problem(await assign.TakeAsync(new PersonId(Id), role, By, Leaving));
        }
    }

    private async Task SettleAsync()
    {
        var isHere = _detail!.Person.IsActive;
        var words = isHere
            ? "Their sessions end, and the agents that they own move to the sponsor or manager."
            : "They can sign in again. What moved on meanwhile stays where it is.";
        if (await ConfirmDialog.AskAsync(dialogs, isHere ? $"Did {_detail.Person.Name} leave?" : $"Is {_detail.Person.Name} back?", words, isHere ? "They left" : "They are back", asksReason: true, isDanger: isHere) is { } reason)
        {
            var id = new PersonId(Id);
            _problem = Problem(isHere ? await settle.DisableAsync(id, reason, By, Leaving) : await settle.EnableAsync(id, reason, By, Leaving));
        }
    }

    private static string? Problem(RoleAssigned outcome) => outcome switch
    {
        RoleAssigned.Done => null,
        RoleAssigned.NotFound => "They are not in the list any more.",
        RoleAssigned.Yourself => "Nobody gives a role to themselves. Ask another administrator.",
        RoleAssigned.LastAdministrator => "They are the last administrator. Make somebody else one first.",
        RoleAssigned.NotGiven => "This role follows from agents and reports.",
        RoleAssigned.WrongEnd => "An auditor's time ends in the future, and within a year.",
    };

    private static string? Problem(PersonSettled outcome) => outcome switch
    {
        PersonSettled.Done => null,
        PersonSettled.NotFound => "They are not in the list any more.",
        PersonSettled.Yourself => "Nobody decides this about themselves. Ask another administrator.",
        PersonSettled.LastAdministrator => "They are the last administrator. Make somebody else one first.",
    };

    /// <summary>What is asked for a role.</summary>
    private sealed class NewRole
    {
        public Role Role { get; set; } = Role.SecurityEngineer;

        public DateOnly? Until { get; set; }
    }
}
