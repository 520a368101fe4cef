using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes.Rates;

/// <summary>The table of identities' hours.</summary>
internal sealed class IdentityHourConfiguration : IEntityTypeConfiguration<IdentityHour>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<IdentityHour> builder)
    {
        builder.ToTable("identity_hours");
        builder.HasKey(h => new { h.IdentityId, h.Hour });
    }
}
