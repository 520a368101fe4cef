using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Storage;

/// <summary>A row of a query that holds nothing but keys, see <see cref="GovernanceDb.Each"/>.</summary>
internal sealed class EachKey
{
    /// <summary>The key.</summary>
    public required IndexKey Value { get; init; }

    /// <summary>There is no such table.</summary>
    internal sealed class Configuration : IEntityTypeConfiguration<EachKey>
    {
        /// <inheritdoc/>
        public void Configure(EntityTypeBuilder<EachKey> builder) => builder.HasNoKey().ToView(name: null);
    }
}
