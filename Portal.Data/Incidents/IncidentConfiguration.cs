using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>The table of incidents.</summary>
internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Title).HasMaxLength(Incident.TitleLength);
        builder.Property(i => i.Agents).StoredAsJson();
        builder.Property(i => i.Identities).StoredAsJson();
        builder.Property(i => i.Callers).StoredAsJson();
        builder.HasIndex(i => new { i.CreatedAt, i.Id });
    }
}
