namespace Portal.Data.Platforms;

/// <summary>Finds what carries revokes out in a source: where its settings turn that on.</summary>
public interface IRevocationCarriers
{
    /// <summary>Whether the settings of a source turn it on, for a platform that has it.</summary>
    bool AreOn(Platform platform, IReadOnlyDictionary<string, string> settings);

    /// <summary>The carrier; null where it is off.</summary>
    /// <exception cref="PlatformCallException">The settings make no sense, or nobody is there to sign requests as.</exception>
    IRevocationCarrier? Find(Platform platform, IReadOnlyDictionary<string, string> settings);

    /// <summary>What the portal's own identity has to be allowed for that, as a policy of the platform and no more than it needs; null on a platform that has no carrier.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="settings">The source's settings.</param>
    /// <param name="containers">The accounts, projects or namespaces in which it carries out.</param>
    string? PolicyFor(Platform platform, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> containers);
}
