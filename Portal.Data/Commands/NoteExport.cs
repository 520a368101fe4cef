using Portal.Data.Access;

namespace Portal.Data.Commands;

/// <summary>Records who takes a list away as a file. A file cannot be called back: where it cannot be recorded, it is not given out.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class NoteExport(CommandRunner commands)
{
    /// <summary>Records it, before the first row is read.</summary>
    /// <param name="list">The list: <c>agents</c>, <c>identities</c>, <c>changes</c> or <c>audit</c>.</param>
    /// <param name="right">What one needs to read it.</param>
    /// <param name="filter">Which of its rows, as a query string; empty for all.</param>
    /// <param name="format">The file's form.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before anything is recorded.</param>
    public Task RunAsync(string list, Right right, string filter, string format, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        "list.export",
        by with { Idempotency = null },
        right,
        (scope, _) =>
        {
            scope.Record("list.export", new("list", list, list), after: new { format, filter });
            return Task.FromResult(true);
        },
        cancellationToken);
}
