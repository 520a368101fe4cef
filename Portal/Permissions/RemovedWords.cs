using Portal.Shared;

namespace Portal.Permissions;

/// <summary>Says what a limit or a deny took away.</summary>
internal static class RemovedWords
{
    /// <summary>For example <c>removed 12 actions, such as s3:DeleteBucket</c>; null when it removed none.</summary>
    /// <param name="count">How many actions it removed.</param>
    /// <param name="examples">Some of them, or all.</param>
    public static string? Of(int count, IReadOnlyList<string> examples) =>
        count == 0 ? null
        : examples.Count == 0 ? $"removed {Words.Count(count, "action")}"
        : $"removed {Words.Count(count, "action")}{(count > examples.Count ? ", such as " : ": ")}{string.Join(", ", examples)}";
}
