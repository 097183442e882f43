namespace Federated.ClientNode.Tests.Data.Sql;

/// <summary>A test of several cases that starts a PostgreSQL server; skipped, with the reason, where there is none, unless FEDERATED_CONFORMANCE=required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresServer.Absence is { } reason)
            Skip = reason;
    }
}
