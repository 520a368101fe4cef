namespace Portal.Hosting.SignIn.KeyRing;

/// <summary>Where the key lies that seals the key ring, from the settings under <c>SignIn</c>.</summary>
/// <param name="KeyFile">The file with the key (<c>SignIn:KeyFile</c>).</param>
/// <param name="Key">The key itself, from an external secret, instead of the file (<c>SignIn:Key</c>); or null.</param>
internal sealed record KeyRingOptions(string KeyFile, string? Key)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="setting">Gives a setting's value by its key, or null.</param>
    /// <param name="directory">Where files of the portal lie.</param>
    public static KeyRingOptions From(Func<string, string?> setting, string directory)
    {
        return new(Path.GetFullPath(Path.Combine(directory, Given("SignIn:KeyFile") ?? "session.key")), Given("SignIn:Key"));

        string? Given(string key) => setting(key) is { Length: > 0 } value ? value : null;
    }
}
