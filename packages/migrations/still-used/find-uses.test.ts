import { describe, expect, test } from '@jest/globals'
import { findUses } from './find-uses.ts'
import type { TakenAway } from './taken-away.ts'
import { toWanted } from './wanted.ts'

function taken(kind: TakenAway['kind'], name: string, on?: string, shared = false): TakenAway {
  return { kind, name, ...(on !== undefined && { on }), shared, path: 'm/2.sql', line: 1, endLine: 1 }
}

const nickname = taken('column', 'nickname', 'users')
const name = taken('column', 'name', 'users', true)
const users = taken('table', 'users')
const archived = taken('enum-value', 'archived', 'status')

/** `C3` for a certain use on line 3, `p3` for a possible one. */
function uses(path: string, text: string, what: TakenAway): string {
  const found = [...findUses(path, text, [toWanted(what)]).values()].flat()
  return found.map(({ certainty, line }) => `${certainty === 'certain' ? 'C' : 'p'}${line}`).join(' ')
}

describe('SQL in strings', () => {
  test.each([
    ['one table', "db.query('SELECT id, nickname FROM users WHERE id = $1')", 'C1'],
    ['an alias', 'q("SELECT u.nickname FROM users u JOIN teams t ON t.id = u.team")', 'C1'],
    [
      'another table of the same query',
      'q("SELECT t.nickname FROM users u JOIN teams t ON t.id = u.team")',
      '',
    ],
    ['a schema', 'q(`UPDATE public.users SET nickname = null`)', 'C1'],
    ['another schema', 'q(`UPDATE audit.users SET nickname = null`)', ''],
    ['a list of columns', 'q(`INSERT INTO users (id, nickname) SELECT id, x FROM old`)', 'C1'],
    ['quoted names', `q('SELECT "users"."nickname" FROM "users"')`, 'C1'],
    ['two tables and no qualifier', 'q(`SELECT nickname FROM users u JOIN teams t ON true`)', 'p1'],
    ['a parameter of the same name', 'q("SELECT id FROM users WHERE id = :nickname")', ''],
    ['a name that the query gives', 'q("SELECT id AS nickname FROM users")', ''],
    ['a placeholder of Python', 'q("SELECT id FROM users WHERE id = %(nickname)s")', ''],
    ['a sentence', 'say("Select a nickname from users of your team")', ''],
    ['a comment', '// SELECT nickname FROM users', ''],
    ['a comment in SQL', 'q(`SELECT id -- nickname\n FROM users`)', ''],
    ['over lines', 'q(`\n  SELECT id,\n    nickname\n  FROM users`)', 'C3'],
    ['joined texts', 'q("SELECT id, " +\n  "nickname " +\n  "FROM users")', 'C2'],
  ])('%s', (_, text, expected) => {
    expect(uses('src/a.ts', text, nickname)).toBe(expected)
  })

  test('a common word is certain only where the query says whose it is', () => {
    expect(uses('a.py', 'q("SELECT name FROM users")', name)).toBe('C1')
    expect(uses('a.py', 'q("SELECT name FROM users u JOIN teams t ON true")', name)).toBe('')
    expect(uses('a.py', 'name = user_name\nprint(name)\nx["name"]\nteam.name', name)).toBe('')
    expect(uses('a.py', 'print(user.name)', name)).toBe('p1')
  })

  test('files of SQL are read whole; a table of their own is a use', () => {
    const schema =
      'CREATE TABLE teams (nickname text);\nCREATE TABLE users (\n  id int,\n  nickname text\n);\n'
    expect(uses('db/schema.sql', schema, nickname)).toBe('C4')
    expect(uses('db/schema.sql', schema, users)).toBe('C2')
  })

  test('tables, functions and values', () => {
    expect(uses('a.go', 'q := `DELETE FROM users`\n', users)).toBe('C1')
    expect(uses('a.ts', "await knex('users').where({ id })", users)).toBe('C1')
    expect(uses('a.ts', "supabase.from('users').select('*')", users)).toBe('C1')
    expect(uses('a.ts', "Array.from('users')", users)).toBe('')
    expect(uses('a.ts', "router.get('/users', list)\nconst users = []", users)).toBe('')
    expect(uses('a.ts', 'q(`SELECT next_number(1)`)', taken('function', 'next_number'))).toBe('C1')
    expect(uses('a.ts', "q(`SELECT 'archived'::status`)", archived)).toBe('C1')
    expect(uses('a.ts', "if (x === 'archived') return", archived)).toBe('p1')
    expect(uses('a.ts', 'const archived = true', archived)).toBe('')
  })
})

describe('mappings', () => {
  test.each([
    ['Prisma', 'schema.prisma', 'model User {\n  id Int @id\n  nickname String?\n}\n', 'C3'],
    [
      'Prisma with @map',
      'schema.prisma',
      'model Person {\n  nick String @map("nickname")\n  @@map("users")\n}\n',
      'C2',
    ],
    [
      'Prisma, another model',
      'schema.prisma',
      'model Team {\n  nickname String\n}\nmodel User {\n  id Int\n}\n',
      '',
    ],
    [
      'Drizzle',
      's.ts',
      "export const users = pgTable('users', {\n  id: serial('id'),\n  nick: text('nickname'),\n})\n",
      'C3',
    ],
    [
      'Drizzle on lines',
      's.ts',
      "export const people = pgTable(\n  'users',\n  {\n    nickname: text(),\n  },\n)\n",
      'C4',
    ],
    [
      'SQLAlchemy',
      'm.py',
      "from sqlalchemy import x\nclass Person(Base):\n    __tablename__ = 'users'\n    nickname = Column(String)\n",
      'C4',
    ],
    [
      'SQLAlchemy 2',
      'm.py',
      'from sqlalchemy import x\nclass User(Base):\n    nickname: Mapped[str] = mapped_column(String)\n',
      'C3',
    ],
    [
      'SQLAlchemy core',
      'm.py',
      "from sqlalchemy import x\nt = Table(\n    'users',\n    meta,\n    Column('nickname', String),\n)\n",
      'C5',
    ],
    [
      'Django',
      'app/models.py',
      'from django.db import models\nclass User(models.Model):\n    nickname = models.CharField(max_length=9)\n',
      'C3',
    ],
    [
      'ActiveRecord',
      'db/schema.rb',
      'create_table "users", force: :cascade do |t|\n  t.string "nickname"\nend\n',
      'C2',
    ],
    [
      'a model of Rails',
      'app/user.rb',
      'class User < ApplicationRecord\n  validates :nickname, presence: true\nend\n',
      'C2',
    ],
    [
      'TypeORM',
      'u.ts',
      "@Entity('users')\nexport class Person {\n  @Column({ name: 'nickname' })\n  nick: string;\n}\n",
      'C3',
    ],
    ['TypeORM, plain', 'u.ts', '@Entity()\nexport class User {\n  @Column()\n  nickname: string;\n}\n', 'C4'],
    [
      'Sequelize',
      'u.js',
      "const { x } = require('sequelize')\nsequelize.define('User', {\n  nickname: {\n    type: DataTypes.STRING,\n  },\n})\n",
      'C3',
    ],
    [
      'Diesel',
      'src/schema.rs',
      '// @generated\ndiesel::table! {\n    users (id) {\n        nickname -> Text,\n    }\n}\n',
      'C4',
    ],
    [
      'a row of Diesel',
      'src/u.rs',
      '#[derive(Insertable)]\n#[diesel(table_name = users)]\nstruct New {\n    nickname: String,\n}\n',
      'C4',
    ],
    [
      'SeaORM',
      'src/u.rs',
      'use sea_orm::x;\n#[sea_orm(table_name = "users")]\npub struct Model {\n    pub nickname: String,\n}\n',
      'C4',
    ],
    ['sqlx tags in Go', 'u.go', 'type User struct {\n\tNick string `db:"nickname"`\n}\n', 'C2'],
    ['gorm', 'u.go', 'import "gorm.io/gorm"\ntype User struct {\n\tNickname string\n}\n', 'C3'],
    ['plain Go structs', 'u.go', 'type User struct {\n\tNickname string `json:"nickname"`\n}\n', ''],
    [
      'ent',
      'u.go',
      'import "entgo.io/ent"\nfunc (User) Fields() []ent.Field {\n\treturn []ent.Field{\n\t\tfield.String("nickname"),\n\t}\n}\n',
      'C4',
    ],
    [
      'JPA',
      'U.java',
      '@Entity\n@Table(name = "users")\npublic class Person {\n    @Column(name = "nickname")\n    private String nick;\n}\n',
      'C4',
    ],
    [
      'Entity Framework',
      'U.cs',
      '[Table("users")]\npublic class Person\n{\n    [Column("nickname")]\n    public string Nick { get; set; }\n}\n',
      'C4',
    ],
    ['Ecto', 'u.ex', 'use Ecto.Schema\n  schema "users" do\n    field :nickname, :string\n  end\n', 'C3'],
    [
      'Eloquent',
      'U.php',
      "use Illuminate\\Database\\Eloquent\\Model;\nclass User extends Model\n{\n    protected $fillable = [\n        'nickname',\n    ];\n}\n",
      'C5',
    ],
  ])('%s', (_, path, text, expected) => {
    expect(uses(path, text, nickname)).toBe(expected)
  })

  test('the other model of a relation is no column', () => {
    const model = 'model User {\n  nickname Name @relation(fields: [nameId], references: [id])\n}\n'
    expect(uses('schema.prisma', model, nickname)).toBe('')
  })

  test('values of enums', () => {
    expect(uses('s.prisma', 'enum Status {\n  active\n  archived\n}\n', archived)).toBe('C3')
    expect(uses('s.ts', "pgEnum('status', ['active', 'archived'])", archived)).toBe('C1')
    expect(uses('s.ts', "pgEnum('mood', ['active', 'archived'])", archived)).toBe('p1')
  })
})

test('a name of several words may be meant wherever it stands, and in no comment', () => {
  const verified = taken('column', 'email_verified_at', 'users')
  expect(uses('a.ts', 'x.emailVerifiedAt\n// emailVerifiedAt\ny.email_verified_at', verified)).toBe('p1 p3')
  expect(uses('a.ts', 'x.emailVerifiedAtAll', verified)).toBe('')
})

test('a function or module that is called like a table is none', () => {
  const table = taken('table', 'admin_ban')
  const text =
    'mod admin_ban;\nfn admin_ban() {}\nForm::admin_ban(1);\nadmin_ban::table;\nlet x = "admin_ban";\n'
  expect(uses('a.rs', text, table)).toBe('C4 p5')
})

test("what stands in a file's own tests is told as such", () => {
  const text =
    'fn a() { q("SELECT nickname FROM users") }\n#[cfg(test)]\nmod tests { fn b() { q("SELECT nickname FROM users") } }\n'
  const found = [...findUses('src/a.rs', text, [toWanted(nickname)]).values()].flat()
  expect(found.map(({ line, inTest }) => [line, inTest])).toEqual([
    [1, false],
    [3, true],
  ])
})

test('a quote that nothing closes, a long line and deep nesting end soon', () => {
  const hostile = `${'"'.repeat(50_001)}\n${"select '".repeat(20_000)}\n${'('.repeat(50_000)} nickname users\n${'@map("'.repeat(20_000)}`
  for (const path of ['a.ts', 'a.sql', 'a.py', 'a.go', 'a.rs', 'a.prisma', 'a.java'])
    expect(typeof uses(path, hostile, nickname)).toBe('string')
})
