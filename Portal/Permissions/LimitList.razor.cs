using Microsoft.AspNetCore.Components;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>What limits and denies took from an identity; each opens its document, one at a time.</summary>
public sealed partial class LimitList
{
    private StatementPlace? _open;

    /// <summary>The limits in the order in which they apply.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LimitEffect> Items { get; set; } = [];

    private void Toggle(StatementPlace place) => _open = place == _open ? null : place;

    private static string Said(LimitEffect limit)
    {
        var narrowed = limit.NarrowedCount == 0 ? null : $"left {Words.Count(limit.NarrowedCount, "action")} on fewer resources or under more conditions";
        return string.Join("; ", new[] { RemovedWords.Of(limit.RemovedCount, limit.RemovedExamples), narrowed }.OfType<string>());
    }
}
