using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Enrollment;

/// <summary>Partners and their invites in the database.</summary>
internal sealed class PartnerStore(SqliteDatabase database)
{
    private const string Columns = "name, state, public_key, certificate, not_after, version, last_seen";

    public List<Partner> List() => database.Query($"SELECT {Columns} FROM partners ORDER BY name", Read);

    public Partner? Find(string name) => database.Query($"SELECT {Columns} FROM partners WHERE name = $name", Read, ("$name", name)).FirstOrDefault();

    /// <summary>Records an invite; the partner is made when it is new, and may be invited again after it was removed.</summary>
    /// <returns>False when a partner of this name is a member already.</returns>
    public bool TryInvite(string partner, byte[] secretHash, DateTimeOffset expiresAt) => database.InTransaction(connection =>
    {
        using (var present = connection.Prepare("SELECT state FROM partners WHERE name = $name", ("$name", partner)))
        {
            if (present.ExecuteScalar() is "active" or "paused")
                return false;
        }

        connection.Execute(
            "INSERT INTO partners (name, state) VALUES ($name, 'invited') ON CONFLICT (name) DO UPDATE SET state = 'invited', public_key = NULL, certificate = NULL, not_after = NULL",
            ("$name", partner));
        connection.Execute("DELETE FROM invites WHERE partner = $name AND used_at IS NULL", ("$name", partner));
        connection.Execute(
            "INSERT INTO invites (secret_hash, partner, expires_at) VALUES ($hash, $name, $expires)",
            ("$hash", secretHash), ("$name", partner), ("$expires", expiresAt));
        return true;
    });

    /// <summary>
    /// Redeems an invite for a key, in one transaction, so that two redeemers of one invite cannot both succeed.
    /// A repeat with the same key is the same redemption: its answer may have been lost on the way.
    /// </summary>
    /// <returns>Null when redeemed; else what is wrong with the invite.</returns>
    public EnrollmentFault? Redeem(byte[] secretHash, string partner, byte[] publicKey, DateTimeOffset now) => database.InTransaction<EnrollmentFault?>(connection =>
    {
        DateTimeOffset expires;
        bool used;
        using (var invite = connection.Prepare(
            "SELECT expires_at, used_at FROM invites WHERE secret_hash = $hash AND partner = $partner", ("$hash", secretHash), ("$partner", partner)))
        using (var reader = invite.ExecuteReader())
        {
            if (!reader.Read())
                return EnrollmentFault.Unknown;
            expires = reader.Instant(0);
            used = reader.InstantOrNull(1) is not null;
        }

        if (used)
        {
            using var holder = connection.Prepare("SELECT public_key FROM partners WHERE name = $partner AND state = 'active'", ("$partner", partner));
            return holder.ExecuteScalar() is byte[] key && key.AsSpan().SequenceEqual(publicKey) ? null : EnrollmentFault.Used;
        }

        if (now >= expires)
            return EnrollmentFault.Expired;
        if (connection.Execute("UPDATE partners SET state = 'active', public_key = $key WHERE name = $partner AND state = 'invited'", ("$key", publicKey), ("$partner", partner)) != 1)
            return EnrollmentFault.Unknown;
        connection.Execute("UPDATE invites SET used_at = $now WHERE secret_hash = $hash", ("$now", now), ("$hash", secretHash));
        return null;
    });

    public void SaveCertificate(string partner, byte[] certificate, DateTimeOffset notAfter) => database.Execute(
        "UPDATE partners SET certificate = $certificate, not_after = $end WHERE name = $partner",
        ("$certificate", certificate), ("$end", notAfter), ("$partner", partner));

    /// <summary>Changes where a partner stands. One that is removed loses its open invite too.</summary>
    /// <returns>False when no partner has this name.</returns>
    public bool SetState(string partner, PartnerState state) => database.InTransaction(connection =>
    {
        if (state == PartnerState.Removed)
            connection.Execute("DELETE FROM invites WHERE partner = $partner AND used_at IS NULL", ("$partner", partner));
        return connection.Execute("UPDATE partners SET state = $state WHERE name = $partner", ("$state", Text(state)), ("$partner", partner)) == 1;
    });

    public void Touch(string partner, DateTimeOffset now, string? version) => database.Execute(
        "UPDATE partners SET last_seen = $now, version = coalesce($version, version) WHERE name = $partner",
        ("$now", now), ("$version", version), ("$partner", partner));

    private static Partner Read(SqliteDataReader row) => new(
        row.GetString(0), Enum.Parse<PartnerState>(row.GetString(1), ignoreCase: true), row.BytesOrNull(2), row.BytesOrNull(3),
        row.InstantOrNull(4), row.TextOrNull(5), row.InstantOrNull(6));

    private static string Text(PartnerState state) => state switch
    {
        PartnerState.Invited => "invited",
        PartnerState.Active => "active",
        PartnerState.Paused => "paused",
        PartnerState.Removed => "removed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
