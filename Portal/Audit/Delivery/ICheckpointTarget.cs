using Portal.Data.Audit.Proofs;

namespace Portal.Audit.Delivery;

/// <summary>Somewhere outside the database that checkpoints are brought to.</summary>
public interface ICheckpointTarget
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Brings a checkpoint there. One that is there already does no harm.</summary>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    /// <exception cref="HttpRequestException">The place could not be reached.</exception>
    Task DeliverAsync(SignedState checkpoint, CancellationToken cancellationToken);
}
