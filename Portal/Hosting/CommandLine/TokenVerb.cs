using System.CommandLine;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Hosting.CommandLine;

/// <summary><c>token create</c>: prints a new API token once. Whoever may run it on the portal's machine may make any.</summary>
internal static class TokenVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "What the token is for.", Required = true };
        var scope = new Option<string>("--scope") { Description = "What it may be used for.", Required = true };
        scope.AcceptOnlyFromAmong([.. Enum.GetValues<TokenScope>().Where(s => s != TokenScope.BreakGlass).Select(s => s.ToString().ToLowerInvariant())]);
        var agent = new Option<string?>("--agent") { Description = "The id of the agent that it is bound to, and sees alone (for read; needed for propose)." };
        var create = new Command("create", "Print a new API token once.") { name, scope, agent };
        create.Validators.Add(result =>
        {
            if (result.GetValue(scope) == "propose" && result.GetValue(agent) is not { Length: > 0 })
            {
                result.AddError("A token with the scope propose is bound to one agent: add --agent ID.");
            }
        });
        create.SetAction((parsed, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            // Whoever can run this here asked nobody, so with all rights it breaks the glass.
            var asked = Enum.Parse<TokenScope>(parsed.GetRequiredValue(scope), ignoreCase: true);
            var secret = await services.GetRequiredService<CreateApiToken>().RunAsync(
                parsed.GetRequiredValue(name),
                asked == TokenScope.Admin ? TokenScope.BreakGlass : asked,
                parsed.GetValue(agent),
                expiresAt: null,
                Caller.System("command line"),
                cancellationToken);
            if (asked == TokenScope.Admin)
            {
                await Console.Error.WriteLineAsync("This token may do everything. All administrators are told by mail, and whatever it does is marked in the record.");
            }
            Console.WriteLine(secret);
            return PortalCommandLine.Done;
        }));
        return new Command("token", "API tokens.") { create };
    }
}
