using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.People;

/// <summary>The rights table as people read it. It is the table itself: what commands go by is what is shown.</summary>
/// <param name="feed">Not followed: the table changes with the program only.</param>
public sealed partial class RolesPage(ChangeFeed feed) : LivePage(feed)
{
    private static readonly IReadOnlyList<Right> Rights = Enum.GetValues<Right>();
    private static readonly IReadOnlyList<Table> Tables =
    [
        new("People", "Rights by role", [.. Enum.GetValues<Role>().Select(role => new Holder(role.Say(), RightsTable.Of(role)))]),
        new("API tokens", "Rights by token scope", [.. Enum.GetValues<TokenScope>().Select(scope => new Holder(scope.Say(), RightsTable.Of(scope)))]),
    ];

    /// <inheritdoc/>
    protected override Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static MarkupString Mark(bool has) => new(has ? "<span class=\"matrix-yes\" aria-label=\"yes\" role=\"img\">✓</span>" : "<span class=\"quiet\" aria-label=\"no\" role=\"img\">·</span>");

    private sealed record Table(string Title, string Label, IReadOnlyList<Holder> Holders);

    private sealed record Holder(string Name, IReadOnlySet<Right> Rights);
}
