using System.Text.Json;

namespace Portal.Demo;

/// <summary>A fact of a replayed incident, with the events that stand for it.</summary>
/// <param name="Minutes">When, in minutes from the beginning.</param>
/// <param name="Title">The fact in a few words.</param>
/// <param name="Text">The fact.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="By">Who claims or denies it, or null.</param>
/// <param name="Records">Events in the platform's own form, with gaps for times and ids.</param>
internal sealed record ReplayCard(int Minutes, string Title, string Text, ReplayStanding Standing, string? By, IReadOnlyList<JsonElement> Records)
{
    /// <summary>When, as people say it.</summary>
    public string When => Minutes switch
    {
        <= -1440 => $"{-Minutes / 1440} days before",
        < 60 => $"after {Minutes} min",
        _ => $"after {Minutes / 60} h",
    };
}
