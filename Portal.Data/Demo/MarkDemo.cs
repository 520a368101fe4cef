using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;

namespace Portal.Data.Demo;

/// <summary>Puts on record what is done with the demo organization, which also says how far its loading came.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class MarkDemo(CommandRunner commands)
{
    /// <summary>Records <paramref name="act"/>.</summary>
    /// <param name="act">What was done.</param>
    /// <param name="company">The organization.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="AccessDeniedException">The caller may not use the demo.</exception>
    public Task RunAsync(DemoAct act, string company, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        ActionOf(act),
        by,
        Right.UseDemo,
        (scope, _) =>
        {
            scope.Record(ActionOf(act), new AuditSubject("demo", company, company));
            return Task.FromResult(act);
        },
        cancellationToken);

    /// <summary>The act's name in the record.</summary>
    internal static string ActionOf(DemoAct act) => act switch
    {
        DemoAct.Begin => "demo.begin",
        DemoAct.Load => "demo.load",
        DemoAct.StartSimulator => "demo.startSimulator",
        DemoAct.StopSimulator => "demo.stopSimulator",
        DemoAct.PlayReplay => "demo.playReplay",
    };
}
