using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>The table of statements.</summary>
internal sealed class StatementConfiguration : IEntityTypeConfiguration<Statement>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Statement> builder)
    {
        builder.ToTable("incident_statements");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Speaker).HasMaxLength(Statement.SpeakerLength);
        builder.Property(s => s.Text).HasMaxLength(Statement.TextLength);
        builder.Property(s => s.Source).HasMaxLength(Statement.SourceLength);
        builder.Property(s => s.Cites).StoredAsJson();
        builder.Property(s => s.WithdrawnReason).HasMaxLength(Statement.TextLength);
        builder.HasIndex(s => new { s.IncidentId, s.RecordedAt });
        builder.HasOne<Incident>().WithMany().HasForeignKey(s => s.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }
}
