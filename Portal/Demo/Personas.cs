using Portal.Data.Access;
using Portal.Data.People;

namespace Portal.Demo;

/// <summary>The people of the demo organization that one can sign in as.</summary>
/// <param name="directory">Knows who is who.</param>
/// <param name="clock">The time.</param>
public sealed class Personas(CallerDirectory directory, TimeProvider clock)
{
    private readonly Lazy<DemoManifest> _manifest = new(() => new DemoFiles(DemoFiles.DefaultDirectory, clock.GetUtcNow()).Manifest);

    /// <summary>The company that they work for.</summary>
    public string Company => _manifest.Value.Company;

    /// <summary>One line about the company.</summary>
    public string About => _manifest.Value.About;

    /// <summary>All of them, in the order to show.</summary>
    public IReadOnlyList<PersonaCard> All => _manifest.Value.Personas;

    /// <summary>The person as a caller, or null when the organization is not loaded or the person left.</summary>
    public Task<Caller?> FindAsync(Persona persona, CancellationToken cancellationToken) =>
        directory.FindPersonAsync(All.Single(p => p.Persona == persona).Email, cancellationToken);
}
