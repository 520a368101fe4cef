using Microsoft.AspNetCore.Components;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>Why something is allowed, step by step; a statement opens its document, one at a time.</summary>
public sealed partial class PathSteps
{
    private StatementPlace? _open;

    /// <summary>The steps in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PathStep> Steps { get; set; } = [];

    private void Toggle(StatementPlace place) => _open = place == _open ? null : place;
}
