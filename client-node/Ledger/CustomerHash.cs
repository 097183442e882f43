using System.Security.Cryptography;
using System.Text;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Ledger;

/// <summary>
/// Names a customer in the ledger: the first 128 bits of HMAC-SHA256 of the id under a salt that this node drew once. The ledger then holds scores and outcomes that can be
/// joined with each other and with the partner's table, and no id.
/// </summary>
internal sealed class CustomerHash
{
    public const int Size = 16;

    private readonly byte[] _salt;

    private CustomerHash(byte[] salt) => _salt = salt;

    /// <summary>The hash under this ledger's salt, which is drawn at the first call.</summary>
    public static CustomerHash Of(SqliteDatabase ledger) => new(ledger.InTransaction(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO customer_salt (one, salt) VALUES (1, $salt)", ("$salt", RandomNumberGenerator.GetBytes(32)));
        return connection.Query("SELECT salt FROM customer_salt", row => row.Bytes(0)).Single();
    }));

    /// <param name="id">As in the partner's table; blanks around it do not count.</param>
    public byte[] Name(string id) => HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(id.Trim()))[..Size];
}
