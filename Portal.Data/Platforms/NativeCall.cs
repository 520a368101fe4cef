namespace Portal.Data.Platforms;

/// <summary>What an event tells of the call beside who made it: the session that it came through and what it was aimed at. Texts come from outside.</summary>
/// <param name="Session">Tells sessions apart, for example by the id of a temporary key; null when the event does not say.</param>
/// <param name="SessionName">The name that was given to the session, or null.</param>
/// <param name="SessionBegan">When the session was made, or null.</param>
/// <param name="HasSecondFactor">Whether the session was made with a second factor; null when the event does not say.</param>
/// <param name="Resource">Native id of the one thing that it was aimed at; null when the event names none or several.</param>
/// <param name="IsReading">Whether it only read.</param>
public sealed record NativeCall(string? Session, string? SessionName, DateTimeOffset? SessionBegan, bool? HasSecondFactor, string? Resource, bool IsReading);
