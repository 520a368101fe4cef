using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>How events name principals: in full, or by kind, container and short name, which are unique together.</summary>
internal static class PartyKey
{
    /// <summary>What a key is found by among what a source told of.</summary>
    public static IndexKey In(SourceId source, string key) => IndexKey.Of(source.Value, key);

    /// <summary>The key of a principal named in full.</summary>
    public static string Of(string nativeId) => OutsideText.Key(nativeId);

    /// <summary>The key of a subject: its native id where the event gives it.</summary>
    public static string Of(EventSubject subject) =>
        subject.NativeId is { } id ? Of(id) : Of(subject.Kind, subject.Container, subject.Name);

    /// <summary>The key of a principal named by its short name.</summary>
    public static string Of(IdentityKind kind, string container, string name) =>
        OutsideText.Key($"{kind}\n{container}\n{name}");
}
