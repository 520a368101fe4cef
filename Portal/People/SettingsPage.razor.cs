using System.ComponentModel.DataAnnotations;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Shared;

namespace Portal.People;

/// <summary>API tokens: make, see, revoke.</summary>
/// <param name="tokens">Reads tokens.</param>
/// <param name="create">Makes one.</param>
/// <param name="revoke">Ends one.</param>
/// <param name="dialogs">Asks before ending one.</param>
/// <param name="feed">Says that tokens changed.</param>
public sealed partial class SettingsPage(
    ApiTokenQueries tokens, CreateApiToken create, RevokeApiToken revoke, IDialogService dialogs, ChangeFeed feed) : LivePage(feed, Topic.People)
{
    private const int LongestName = 100;

    // A token for proposals is bound to an agent and made where the agent is; the command line can make one too.
    private static readonly TokenScope[] Offered = [TokenScope.Ingest, TokenScope.Read, TokenScope.Review, TokenScope.Scim, TokenScope.Admin];
    private NewToken _new = new();
    private string? _secret;
    private IReadOnlyList<ApiTokenRow>? _tokens;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _tokens = await tokens.ListAsync(By, cancellationToken);

    private static Tone ToneOf(TokenScope scope) => scope switch
    {
        TokenScope.BreakGlass => Tone.Bad,
        TokenScope.Admin or TokenScope.Scim => Tone.High,
        TokenScope.Read or TokenScope.Ingest or TokenScope.Review or TokenScope.Propose => Tone.Quiet,
    };

    private async Task CreateAsync()
    {
        _secret = await create.RunAsync(
            _new.Name.Trim(), _new.Scope, agentId: null, _new.Days > 0 ? Now.AddDays(_new.Days) : null, By, Leaving);
        _new = new();
    }

    private async Task RevokeAsync(ApiTokenRow token)
    {
        var answer = await ConfirmDialog.AskAsync(
            dialogs, $"Revoke {token.Name}?", "Whatever uses this token stops working at once. This cannot be undone.", "Revoke", isDanger: true);
        if (answer is not null)
        {
            await revoke.RunAsync(token.Id, By, Leaving);
        }
    }

    /// <summary>What is asked for a new token.</summary>
    private sealed class NewToken
    {
        [Required(ErrorMessage = "Say what the token is for, so that someone can tell later whether it is still needed.")]
        [StringLength(LongestName)]
        public string Name { get; set; } = string.Empty;

        // A browser may choose what the list does not offer.
        [AllowedValues(TokenScope.Ingest, TokenScope.Read, TokenScope.Review, TokenScope.Scim, TokenScope.Admin, ErrorMessage = "Choose one of the uses.")]
        public TokenScope Scope { get; set; } = TokenScope.Ingest;

        [AllowedValues(0, 30, 90, 365, ErrorMessage = "Choose one of the times.")]
        public int Days { get; set; } = 90;
    }
}
