using System.Collections.Concurrent;

namespace Portal.Hosting.SignIn;

/// <summary>How many pages each person has open on this portal. Each takes memory here, so there is a most.</summary>
/// <param name="settings">Say how many they may have.</param>
internal sealed class OpenPages(SignInSettings settings)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    /// <exception cref="InvalidOperationException">The person has too many open; the page does not open.</exception>
    public void Open(string person)
    {
        if (_counts.AddOrUpdate(person, 1, (_, count) => count + 1) > settings.MaxPages)
        {
            Close(person);
            throw new InvalidOperationException($"Person {person} has {settings.MaxPages} pages open; another is refused (SignIn:MaxPages).");
        }
    }

    /// <summary>Counts one less.</summary>
    public void Close(string person)
    {
        while (_counts.TryGetValue(person, out var count))
        {
            if (count <= 1 ? _counts.TryRemove(new(person, count)) : _counts.TryUpdate(person, count - 1, count))
            {
                return;
            }
        }
    }
}
